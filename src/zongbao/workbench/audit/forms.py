"""What is asked of auditors, and of the office by them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.audit.models import Finding, Sample


class SampleForm(forms.ModelForm):
    class Meta:
        model = Sample
        fields = ["programme", "percent", "seed"]


class FindingForm(forms.ModelForm):
    class Meta:
        model = Finding
        fields = ["question"]
        widgets = {"question": forms.Textarea(attrs={"rows": 4})}


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("说明与整改"), widget=forms.Textarea(attrs={"rows": 4}))
