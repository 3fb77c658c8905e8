"""The forms of what is written outside of events: a draft's fields, an entry at the window, a plan, a row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.queries import NO_SUCH_FIRM, enterprise_named
from zongbao.workbench.cases.forms import RowForm
from zongbao.workbench.cases.models import FIELDS, HELP, Case
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.registry.models import Enterprise

__all__ = ["EntryForm", "PlanForm", "RowForm", "WritingForm"]


class WritingForm(forms.ModelForm):
    """The fields of a claim, or the one that is being typed."""

    class Meta:
        model = Case
        fields = list(FIELDS)
        help_texts = HELP
        widgets = {"statement": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: field for name, field in self.fields.items() if only in ("", name)}


class EntryForm(forms.Form):
    """What came on paper: for which programme, of which enterprise."""

    programme = forms.ModelChoiceField(label=_("项目"), queryset=Programme.objects.all())
    enterprise = forms.CharField(label=_("企业（统一社会信用代码或全称）"), max_length=120)
    subject = forms.CharField(label=_("申报哪一项（按项申报的项目写，如首创业务）"), max_length=120, required=False)

    def clean_enterprise(self) -> Enterprise:
        said = self.cleaned_data["enterprise"].strip()
        found = enterprise_named(said)
        if found is None:
            raise forms.ValidationError(NO_SUCH_FIRM.format(firm=said))
        return found


class PlanForm(forms.Form):
    """What a firm means to do, before it does it."""

    enterprise = forms.ModelChoiceField(label=_("企业"), queryset=Enterprise.objects.none())
    programme = forms.ModelChoiceField(label=_("项目"), queryset=Programme.objects.all())
    plan = forms.CharField(label=_("打算做什么（投资、业务、规模、时间）"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Enterprise.objects.filter(pk__in=actor.enterprises)
        self.fields["enterprise"].queryset, self.fields["enterprise"].initial = own, own.first()
