"""What people say with an event on a list: the minutes, and the outcome of every line."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.face.event_forms import Day, EventForm
from zongbao.workbench.face.figures import counted
from zongbao.workbench.meetings.machine import LIST
from zongbao.workbench.meetings.models import OUTCOMES, Line

UNSAID = ("", gettext_lazy("请选择"))
OUTCOME, NOTE = gettext_lazy("会议结果"), gettext_lazy("说明")
MOST_NAMED = 5
MINUTED = ("minutes", "held_on", "attendance", "recusals")


class DecisionForm(EventForm):
    """The meeting's record. No outcome stands there that nobody chose: what a unit opposes is said line by line, the rest
    may be adopted together, by a tick that is not there before."""

    body = "meetings/_decision.html"
    minutes = forms.CharField(label=gettext_lazy("会议纪要文号"), max_length=60)
    held_on = forms.DateField(label=gettext_lazy("会议日期"), widget=Day())
    attendance = forms.CharField(label=gettext_lazy("出席"), widget=forms.Textarea(attrs={"rows": 2}))
    recusals = forms.CharField(label=gettext_lazy("回避"), required=False, widget=forms.Textarea(attrs={"rows": 1}))
    rest = forms.BooleanField(label=gettext_lazy("其余通过"), required=False)

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.listed = list(thing.read_lines())
        for name in MINUTED:
            self.fields[name].initial = getattr(thing, name)
        for line in self.listed:
            self._asks(line)
        plain = len(self.plain)
        self.fields["rest"].label = counted("其余通过：下面 {n} 件里没有另选结果的，会议都通过", plain)

    def _asks(self, line: Line) -> None:
        """The outcome of a line, as it was recorded before where the record came back to be corrected."""
        outcome, note = (format_lazy("{} {}", words, line.case) for words in (OUTCOME, NOTE))
        choices = {"label": outcome, "required": False, "initial": line.outcome}
        self.fields[f"outcome_{line.pk}"] = forms.ChoiceField(choices=[UNSAID, *OUTCOMES.items()], **choices)
        self.fields[f"note_{line.pk}"] = forms.CharField(label=note, required=False, max_length=300, initial=line.note)

    def minuted(self) -> list[Any]:
        """What is said of the meeting itself."""
        return [self[name] for name in MINUTED]

    @property
    def weighed(self) -> list[tuple[Line, Any, Any]]:
        """The lines that the meeting decides one by one."""
        return [self._row(line) for line in self.listed if line.is_weighed]

    @property
    def plain(self) -> list[tuple[Line, Any, Any]]:
        """The others."""
        return [self._row(line) for line in self.listed if not line.is_weighed]

    def _row(self, line: Line) -> tuple[Line, Any, Any]:
        return line, self[f"outcome_{line.pk}"], self[f"note_{line.pk}"]

    def clean(self) -> dict[str, Any]:
        """Every line has an outcome, and what is not adopted its note."""
        outcomes, notes = self._outcomes(), self._notes()
        missing = [line for line in self.listed if not outcomes[line.pk]]
        if missing:
            named = _("、").join(str(line.case) for line in missing[:MOST_NAMED])
            self.add_error(None, counted("还有 {n} 件没有选会议结果：{named}", len(missing), named=named))
        for line in self.listed:
            if outcomes[line.pk] in ("defer", "reject") and not notes[line.pk]:
                self.add_error(f"note_{line.pk}", _("缓议和不予扶持须写明说明"))
        return self.cleaned_data

    def _outcomes(self) -> dict[int, str]:
        return {line.pk: self._outcome(line) for line in self.listed}

    def _outcome(self, line: Line) -> str:
        said = str(self.cleaned_data.get(f"outcome_{line.pk}", ""))
        return said or ("adopt" if self.cleaned_data.get("rest") and not line.is_weighed else "")

    def _notes(self) -> dict[int, str]:
        return {line.pk: str(self.cleaned_data.get(f"note_{line.pk}", "")) for line in self.listed}

    def said(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in MINUTED}
        return {**told, "outcomes": self._outcomes(), "notes": self._notes()}


LIST.takes(DecisionForm, "record_decision")
