"""问题表：a unit's own questions go with its review or letter as they stood that day; each is answered in its own kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from zongbao.workbench.face.event_forms import EventForm, Yuan
from zongbao.workbench.face.figures import grouped
from zongbao.workbench.programmes.models import AMOUNT, YES_NO
from zongbao.workbench.reviews.models import Answer

YES_OR_NO = (("", "—"), ("1", _("是")), ("0", _("否")))
HOLDS = {YES_NO: "yes", AMOUNT: "amount"}


def put_questions(asked: Iterable[Any], **thing: Any) -> None:
    """Ask these questions in a review or a letter; from now on they stand there as they were asked."""
    kept = ("text", "kind", "basis", "required")
    Answer.objects.bulk_create([Answer(**{name: getattr(q, name) for name in kept}, **thing) for q in asked])


def keep_answers(thing: Any, said: Mapping[int, Any]) -> None:
    """Keep what was answered, each in the place of its kind; an empty answer is a missing one."""
    for answer in thing.answers.filter(pk__in=said):
        setattr(answer, HOLDS.get(answer.kind, "words"), said[answer.pk])
        answer.save()


def unanswered(thing: Any) -> list[str]:
    """The required questions without an answer."""
    return [answer.text for answer in thing.answers.all() if answer.required and not answer.said]


class AnsweringForm(EventForm):
    """What goes with an event, and the questions of the unit's table."""

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.asked = {f"answer_{n}": answer for n, answer in enumerate(thing.answers.all(), 1)}
        self.fields.update({name: _field(answer) for name, answer in self.asked.items()})

    def said(self) -> dict[str, Any]:
        told = {name: value for name, value in self.cleaned_data.items() if name not in self.asked}
        return {**told, "answers": {a.pk: self.cleaned_data[name] for name, a in self.asked.items()}}


def _field(answer: Answer) -> forms.Field:
    said = {"label": answer.text, "required": answer.required, "help_text": _("依据：{b}").format(b=answer.basis)}
    if answer.kind == YES_NO:
        coerce = {"1": True, "0": False}.get
        held = "" if answer.yes is None else str(int(answer.yes))
        return forms.TypedChoiceField(**said, choices=YES_OR_NO, coerce=coerce, empty_value=None, initial=held)
    if answer.kind == AMOUNT:
        return Yuan(**said, initial="" if answer.amount is None else grouped(answer.amount))
    return forms.CharField(**said, widget=forms.Textarea(attrs={"rows": 2}), initial=answer.words)
