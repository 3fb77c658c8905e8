"""What an enterprise says about its data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.registry.models import Enterprise

LARGEST = 20 * 2**20


class FirmsFilter(FilterForm):
    """Which of the firms one acts for."""

    q = forms.CharField(label=_("企业名称或信用代码"), required=False, max_length=60)


class OwnListForm(forms.Form):
    """The list an enterprise keeps of its own declarations."""

    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("企业"), empty_label=None)
    year = forms.TypedChoiceField(label=_("统计年度"), coerce=int)
    file = forms.FileField(label=_("报关单清单（CSV 或 XLSX，不超过 20 MB）"))

    def __init__(self, *args: Any, enterprises: Any, years: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Enterprise.objects.filter(pk__in=enterprises)
        self.fields["enterprise"].queryset, self.fields["enterprise"].initial = own, own.first()
        self.fields["year"].choices = [(year, str(year)) for year in years]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("文件大于 20 MB，请按月拆开"))
        return file
