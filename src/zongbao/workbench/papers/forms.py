"""What people say of a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.event_forms import Day
from zongbao.workbench.papers.models import HOW

LARGEST = 5 * 2**20


class NumberForm(forms.Form):
    number = forms.CharField(label=_("文号"), max_length=60)


class FirstNumberForm(forms.Form):
    number = forms.CharField(label=_("首个文号（后面的依次递增）"), max_length=60)


class ReceiptForm(forms.Form):
    how = forms.ChoiceField(label=_("送达方式"), choices=[(k, v) for k, v in HOW.items() if k != "system"])
    on = forms.DateField(label=_("送达日期"), widget=Day())
    received_by = forms.CharField(label=_("收件人"), max_length=100)
    note = forms.CharField(label=_("说明（如邮件号）"), max_length=200, required=False)


class FormForm(forms.Form):
    """The office's own form of a kind."""

    file = forms.FileField(label=_("样式文件（DOCX，不超过 5 MB）"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST or not file.name.lower().endswith(".docx"):
            raise forms.ValidationError(_("样式须为 DOCX，不超过 5 MB"))
        return file


class ServiceSheetForm(forms.Form):
    """A filled 送达清单."""

    sheet = forms.FileField(label=_("填好的送达清单（XLSX 或 CSV，不超过 5 MB）"))

    def clean_sheet(self) -> Any:
        sheet = self.cleaned_data["sheet"]
        if sheet.size > LARGEST:
            raise forms.ValidationError(_("文件超过 5 MB，请分开导入"))
        return sheet
