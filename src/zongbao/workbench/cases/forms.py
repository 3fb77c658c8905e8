"""What people say with an event on a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.cases.machine import CASE, RECONSIDERATION
from zongbao.workbench.cases.models import CorrectionItem
from zongbao.workbench.event_forms import EventForm

MOST_ITEMS = 8


class CorrectionForm(EventForm):
    """All items at once: each a line with the item, its kind and what to do."""

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        for n in range(MOST_ITEMS):
            self.fields[f"about_{n}"] = forms.CharField(label=_("哪一项"), required=False, max_length=120)
            self.fields[f"kind_{n}"] = forms.ChoiceField(
                label=_("问题"), choices=list(CorrectionItem.KINDS.items()), required=False
            )
            self.fields[f"sentence_{n}"] = forms.CharField(label=_("怎样补正"), required=False, max_length=300)

    def lines(self) -> list[list[Any]]:
        return [[self[f"{name}_{n}"] for name in ("about", "kind", "sentence")] for n in range(MOST_ITEMS)]

    def clean(self) -> dict[str, Any]:
        for n in range(MOST_ITEMS):
            about, sentence = (self.cleaned_data.get(f"{name}_{n}") for name in ("about", "sentence"))
            if bool(about) != bool(sentence):
                raise forms.ValidationError(_("第 {n} 项：哪一项、怎样补正都要写").format(n=n + 1))
        return self.cleaned_data

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        items = [{name: data[f"{name}_{n}"] for name in ("about", "kind", "sentence")} for n in range(MOST_ITEMS)]
        return {"items": [item for item in items if item["about"]]}


class RecommendForm(EventForm):
    """How an objection was met, where there is one."""

    resolution = forms.CharField(label=_("对不同意见的处理"), required=False, max_length=300)


class FindingForm(EventForm):
    finding = forms.CharField(label=_("复查情况"), widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(EventForm):
    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 4}))


CASE.takes(CorrectionForm, "request_correction")
CASE.takes(RecommendForm, "recommend")
RECONSIDERATION.takes(FindingForm, "examine")
RECONSIDERATION.takes(AnswerForm, "answer")
