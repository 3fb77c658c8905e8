"""What people say with a delivery."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.facts.kinds import KINDS
from zongbao.workbench.deliveries.queries import batch_rows

MOST_BYTES = 500 * 1024 * 1024
MOST_FILES = 20
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files at once."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], "required")
        return [super(ManyFiles, self).clean(file, initial) for file in files]


class Month(forms.TextInput):
    """A month, picked from the browser's own calendar; written as 2025-01 where a browser has none."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(attrs={"placeholder": "2025-01"})


class DeliveryForm(forms.Form):
    """The files, and why we hold them."""

    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=[(kind.name, kind.zh) for kind in KINDS.values()])
    files = ManyFiles(label=gettext_lazy("文件（XLSX、CSV 或 ZIP，至多 20 个，合计不超过 500 MB）"))
    covers_from = forms.RegexField(
        MONTH,
        label=gettext_lazy("数据完整覆盖：从哪个月"),
        required=False,
        widget=Month(),
        help_text=gettext_lazy("说这些月份的数据是全的：其中没有行的企业才按零计；不敢说全的不选"),
        error_messages={"invalid": gettext_lazy("月份写成 2025-01 这样")},
    )
    covers_to = forms.RegexField(
        MONTH,
        label=gettext_lazy("到哪个月（含）"),
        required=False,
        widget=Month(),
        error_messages={"invalid": gettext_lazy("月份写成 2025-01 这样")},
    )
    basis = forms.CharField(label=gettext_lazy("取得依据"), max_length=200)
    purpose = forms.CharField(label=gettext_lazy("用途"), max_length=200)
    term = forms.CharField(label=gettext_lazy("保存期限"), max_length=60)
    corrects = forms.ChoiceField(label=gettext_lazy("更正哪一批"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = [row for row in batch_rows() if row.stands and not row.is_own]
        named = [(row.batch.id, f"{row.batch.file} · {row.batch.known_on} · {row.batch.id}") for row in theirs]
        self.fields["corrects"].choices = [("", gettext_lazy("不是更正")), *named]

    def clean_files(self) -> list[Any]:
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES or sum(file.size for file in files) > MOST_BYTES:
            raise forms.ValidationError(_("一次至多 20 个文件，合计不超过 500 MB；请分几次导入"))
        return list(files)

    def clean(self) -> dict[str, Any]:
        """Both months or neither, the first not after the last."""
        said = self.cleaned_data
        first, last = said.get("covers_from", ""), said.get("covers_to", "")
        if bool(first) != bool(last):
            self.add_error("covers_to" if first else "covers_from", _("起止两个月都要选；只有一个月的，两处选同一个月"))
        elif first > last:
            self.add_error("covers_to", _("止月早于起月"))
        return said

    def said(self) -> dict[str, str]:
        """Why we hold the data, as the delivery keeps it."""
        first, last = self.cleaned_data["covers_from"], self.cleaned_data["covers_to"]
        why = {name: self.cleaned_data[name] for name in ("basis", "purpose", "term", "corrects")}
        return {"covers": f"{first}..{last}" if first else "", **why}


class WithdrawForm(forms.Form):
    comment = forms.CharField(label=gettext_lazy("撤回理由"), max_length=200)
