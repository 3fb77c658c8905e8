"""What people fill in about the calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.face.event_forms import Day

REST, WORK, WEEK = "rest", "work", "week"
KINDS = {REST: gettext_lazy("休息"), WORK: gettext_lazy("上班（调休）"), WEEK: gettext_lazy("恢复按星期")}
LONGEST = 31


class ArrangementForm(forms.Form):
    """Some days in a row, as a notice of the holidays tells them."""

    first = forms.DateField(label=gettext_lazy("从"), widget=Day())
    last = forms.DateField(
        label=gettext_lazy("到（含当日）"), widget=Day(), required=False, help_text=gettext_lazy("只改一天的不填")
    )
    kind = forms.ChoiceField(label=gettext_lazy("这几天"), choices=list(KINDS.items()))
    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=40, required=False, help_text=gettext_lazy("如 国庆节")
    )
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last") or said.get("first")
        if first and not 0 <= (last - first).days < LONGEST:
            self.add_error("last", _("不早于第一天，一次不超过一个月"))
        if said.get("kind") != WEEK and not said.get("name"):
            self.add_error("name", _("请写名称，日历里会写明"))
        return {**said, "last": last}

    def said(self) -> dict[str, Any]:
        """The arrangement."""
        told = dict(self.cleaned_data)
        worked = {REST: False, WORK: True, WEEK: None}[told.pop("kind")]
        return {**told, "worked": worked}


class KnownForm(forms.Form):
    """The paper of a year's arrangement."""

    source = forms.CharField(label=gettext_lazy("依据（文件名称和文号）"), max_length=200)
