"""What people fill in about an enterprise."""

import re
from typing import Any, ClassVar

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.facts import uscc as codes_of_firms
from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.roles import OFFICE_ROLES
from zongbao.workbench.face.event_forms import Day
from zongbao.workbench.registry.models import Authorisation, Contact, CustomsCode, Enterprise

MOST_BYTES = 20 * 1024 * 1024
CUSTOMS_CODE = r"[0-9A-Z]{10}"


class ByCode(forms.ModelChoiceField):
    """An enterprise named by its code: no list of two thousand."""

    widget = forms.TextInput
    default_error_messages: ClassVar = {"invalid_choice": gettext_lazy("企业库里没有这个代码的企业，或者是它自己")}

    def __init__(self, **said: Any) -> None:
        super().__init__(Enterprise.objects.all(), to_field_name="uscc", **said)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().upper() if isinstance(value, str) else value)


class EnterpriseForm(forms.ModelForm):
    """The fields of an enterprise, and the version they were seen in."""

    merged_into = ByCode(label=gettext_lazy("并入"), required=False, help_text=gettext_lazy("统一社会信用代码"))
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(label=gettext_lazy("修改依据"), max_length=200)

    class Meta:
        model = Enterprise
        fields = (
            "name",
            "industry",
            "settled_on",
            "left_on",
            "merged_into",
            "other_predecessors",
            "qualifications",
            "pilot",
            "service_officer",
        )
        widgets = {"settled_on": Day(), "left_on": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service_officer"].queryset = User.objects.filter(
            is_active=True, grants__role__in=OFFICE_ROLES
        ).distinct()
        self.fields["merged_into"].queryset = Enterprise.objects.exclude(pk=self.instance.pk)
        self.initial["merged_into"] = self.instance.merged_into

    def clean_other_predecessors(self) -> str:
        said = [code.strip() for code in self.cleaned_data["other_predecessors"].replace("；", ";").split(";")]
        wrong = [code for code in said if code and not codes_of_firms.possible(code)]
        if wrong:
            raise forms.ValidationError(_("不是统一社会信用代码：{codes}").format(codes="、".join(wrong)))
        return ";".join(filter(None, said))


class NewEnterpriseForm(forms.Form):
    """What an enterprise is known by: nothing stands in the registry that has no name."""

    uscc = forms.CharField(label=gettext_lazy("统一社会信用代码"), max_length=18)
    name = forms.CharField(label=gettext_lazy("企业名称"), max_length=120)

    def clean_uscc(self) -> str:
        code = self.cleaned_data["uscc"].strip().upper()
        if not codes_of_firms.sound(code):
            raise forms.ValidationError(_("这不是有效的统一社会信用代码（18 位，校验码不符或含有不用的字符）"))
        if Enterprise.objects.filter(uscc=code).exists():
            raise forms.ValidationError(_("企业库里已有这家企业"))
        return code


class SheetForm(forms.Form):
    """A workbook of enterprises."""

    sheet = forms.FileField(label=gettext_lazy("企业名录（XLSX 或 CSV，不超过 20 MB）"))

    def clean_sheet(self) -> Any:
        sheet = self.cleaned_data["sheet"]
        if sheet.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请分开导入"))
        return sheet


class AuthorisationForm(forms.ModelForm):
    class Meta:
        model = Authorisation
        fields = ("purpose", "basis", "starts_on", "ends_on")
        widgets = {"starts_on": Day(), "ends_on": Day()}


class RevokeForm(forms.Form):
    comment = forms.CharField(label=gettext_lazy("撤回理由"), max_length=200)


class CodeForm(forms.ModelForm):
    """A customs code as the customs writes it."""

    class Meta:
        model = CustomsCode
        fields = ("code", "valid_from", "valid_until")
        widgets: ClassVar = {"valid_from": Day(), "valid_until": Day()}

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().upper()
        if not re.fullmatch(CUSTOMS_CODE, code):
            raise forms.ValidationError(_("海关编码是 10 位数字或字母"))
        return code


Codes = inlineformset_factory(Enterprise, CustomsCode, form=CodeForm, extra=1, can_delete=False)
Contacts = inlineformset_factory(Enterprise, Contact, fields=("name", "duty", "phone", "email"), extra=1)
