"""What people say with an event on a list: the minutes, and the outcome of every line."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.event_forms import Day, EventForm
from zongbao.workbench.meetings.machine import LIST
from zongbao.workbench.meetings.models import OUTCOMES


class DecisionForm(EventForm):
    """The meeting's record."""

    minutes = forms.CharField(label=_("会议纪要文号"), max_length=60)
    held_on = forms.DateField(label=_("会议日期"), widget=Day())
    attendance = forms.CharField(label=_("出席"), widget=forms.Textarea(attrs={"rows": 2}))
    recusals = forms.CharField(label=_("回避"), required=False, widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.listed = list(thing.lines.select_related("case__enterprise"))
        for line in self.listed:
            outcome, note = (format_lazy("{} {}", words, line.case) for words in (_("会议结果"), _("说明")))
            self.fields[f"outcome_{line.pk}"] = forms.ChoiceField(label=outcome, choices=list(OUTCOMES.items()))
            self.fields[f"note_{line.pk}"] = forms.CharField(label=note, required=False, max_length=300)

    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(line, self[f"outcome_{line.pk}"], self[f"note_{line.pk}"]) for line in self.listed]

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {name: data[name] for name in ("minutes", "held_on", "attendance", "recusals")}
        outcomes = {line.pk: data[f"outcome_{line.pk}"] for line in self.listed}
        return {**told, "outcomes": outcomes, "notes": {line.pk: data[f"note_{line.pk}"] for line in self.listed}}


LIST.takes(DecisionForm, "record_decision")
