"""What people fill in about a programme."""

from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.face.event_forms import Day, Yuan
from zongbao.workbench.programmes.models import NOTICE_COLUMNS, Material, Programme, ProgrammeUnit, Question
from zongbao.workbench.programmes.services import SAID

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_QUESTIONS = 20
ROWS_TO_FILL = 3


class NewProgrammeForm(forms.Form):
    """A measure and a year."""

    measure = forms.ChoiceField(label=gettext_lazy("措施"))
    year = forms.IntegerField(label=gettext_lazy("申报年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    copied = forms.BooleanField(
        label=gettext_lazy("沿用这项措施最近一个年度的设置：兑现方式、期限、公示栏目、联审单位和问题表、材料"),
        help_text=gettext_lazy("申报通知和预算每年各自的，不沿用；建好后还可以改"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, measures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = measures


class ProgrammeForm(forms.ModelForm):
    """What the guideline of a programme fixes, and the version it was seen in."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    notice_columns = forms.MultipleChoiceField(
        label=gettext_lazy("公示的栏目（企业名称总是列出）"),
        choices=list(NOTICE_COLUMNS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Programme
        fields = SAID
        widgets = {"opens_on": Day(), "closes_on": Day(), "guideline_on": Day()}

    def clean_notice_columns(self) -> list[str]:
        """The code stands whole or with its middle hidden, not both."""
        chosen: list[str] = self.cleaned_data["notice_columns"]
        if {"uscc", "uscc_masked"} <= set(chosen):
            raise forms.ValidationError(_("统一社会信用代码只能选一种：列全或隐去中段"))
        return chosen


class VersionForm(forms.Form):
    """The version of the programme that was seen."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class AppropriationForm(forms.Form):
    """Money in yuan, on a paper; the key makes a second click the same posting."""

    amount = Yuan(label=gettext_lazy("下达金额（元）"))
    paper = forms.CharField(label=gettext_lazy("依据文号"), max_length=120)
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def clean_amount(self) -> int:
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("金额须大于零"))
        return int(self.cleaned_data["amount"])


class UnitForm(forms.ModelForm):
    """A unit of the joint review; a letter to one that does not sign in may tell it one figure of the calculation."""

    tells = forms.ChoiceField(label=gettext_lazy("函中列明的测算数"), required=False)

    class Meta:
        model = ProgrammeUnit
        fields = ("unit", "question", "asks_funds", "tells")
        widgets = {"question": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, figures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tells"].choices = [("", _("不列")), *figures]


Units = inlineformset_factory(Programme, ProgrammeUnit, form=UnitForm, extra=ROWS_TO_FILL)
Materials = inlineformset_factory(Programme, Material, fields=("name", "basis", "required"), extra=ROWS_TO_FILL)
Questions = inlineformset_factory(
    ProgrammeUnit, Question, fields=("text", "kind", "basis", "required"), extra=ROWS_TO_FILL, max_num=MOST_QUESTIONS
)
