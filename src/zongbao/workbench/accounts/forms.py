"""What is asked of whoever keeps accounts, and of everybody for their own."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.accounts.models import Delegation, Grant, Token, Unit, User
from zongbao.workbench.accounts.queries import NO_SUCH_FIRM, enterprise_named
from zongbao.workbench.face.event_forms import Day


class UnitForm(forms.ModelForm):
    class Meta:
        model = Unit
        fields = ["code", "name", "alias", "logs_in", "founded_on", "abolished_on", "heir"]
        labels = {"code": gettext_lazy("代码")}
        widgets = {"founded_on": Day, "abolished_on": Day}


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "name", "email", "phone"]


class PersonChangeForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = ["name", "email", "phone", "is_active"]

    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Before and after of every field that was changed."""
        return {name: (self.initial[name], self.cleaned_data[name]) for name in self.changed_data}


class GrantForm(forms.ModelForm):
    """A role for a term. The enterprise is named by its code or its name: no list of two thousand."""

    uscc = forms.CharField(
        label=gettext_lazy("企业（统一社会信用代码或全称）"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("企业负责人、企业经办人填"),
    )
    field_order = ("role", "uscc", "unit", "subject", "starts_on", "ends_on")

    class Meta:
        model = Grant
        fields = ["role", "unit", "subject", "starts_on", "ends_on"]
        widgets = {"starts_on": Day, "ends_on": Day}
        help_texts = {
            "unit": gettext_lazy("联审经办、联审签发、区财政国库填"),
            "subject": gettext_lazy("批准人填"),
        }

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.standing(day).order_by("code")

    def clean_uscc(self) -> str:
        said = self.cleaned_data["uscc"].strip()
        self.instance.enterprise = enterprise_named(said)
        if said and not self.instance.enterprise:
            raise forms.ValidationError(NO_SUCH_FIRM.format(firm=said))
        return said


class EndForm(forms.Form):
    """A grant ends earlier."""

    on = forms.DateField(label=gettext_lazy("自哪天起不再有这项角色"), widget=Day)
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=200)


class ReasonOnlyForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=200)


class LoanForm(forms.ModelForm):
    """A grant is lent to a person, named by their account."""

    username = forms.CharField(label=gettext_lazy("由谁代办（用户名）"), max_length=60)

    class Meta:
        model = Delegation
        fields = ["starts_on", "ends_on", "reason"]
        widgets = {"starts_on": Day, "ends_on": Day}

    field_order = ["username", "starts_on", "ends_on", "reason"]

    def clean_username(self) -> str:
        found = User.objects.filter(username=self.cleaned_data["username"].strip(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("没有这个用户名，或账号已停用"))
        self.instance.to = found
        return found.username


class ForgotForm(forms.Form):
    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60)


class PasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=gettext_lazy("新口令（至少 10 位，不全是数字）"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=gettext_lazy("再输一遍"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("password") != self.cleaned_data.get("again"):
            raise forms.ValidationError(_("两次输入的口令不一样"))
        return self.cleaned_data


class ChangePasswordForm(PasswordForm):
    """Another password, by whoever knows the one that stands."""

    old = forms.CharField(
        label=gettext_lazy("现在的口令"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    field_order = ["old", "password", "again"]


class TokenForm(forms.Form):
    """A key for a machine, good until a day (not including it)."""

    name = forms.CharField(label=gettext_lazy("用途"), max_length=60)
    scope = forms.ChoiceField(label=gettext_lazy("范围"), choices=list(Token.SCOPES.items()))
    ends_on = forms.DateField(label=gettext_lazy("结束日期（不含当日）"), widget=Day)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["ends_on"].initial = day + timedelta(days=90)

    def clean_ends_on(self) -> date:
        if self.cleaned_data["ends_on"] <= self.day:
            raise forms.ValidationError(_("失效日须晚于今天"))
        return self.cleaned_data["ends_on"]


class ViewAsForm(forms.Form):
    """Whose pages to look at: a firm's by its code, or a unit's."""

    uscc = forms.CharField(label=gettext_lazy("企业（统一社会信用代码或全称）"), required=False, max_length=120)
    unit = forms.ModelChoiceField(Unit.objects.filter(logs_in=True), label=gettext_lazy("或单位"), required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        said["enterprise"] = enterprise_named(said.get("uscc", ""))
        if bool(said["enterprise"]) == bool(said.get("unit")):
            raise forms.ValidationError(_("请写一家企业库里有的企业，或选一个单位"))
        return said
