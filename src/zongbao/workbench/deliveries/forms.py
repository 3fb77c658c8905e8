"""What people say with a delivery."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.facts.kinds import KINDS
from zongbao.workbench.deliveries.queries import batch_rows

MOST_BYTES = 500 * 1024 * 1024
MOST_FILES = 20


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


class DeliveryForm(forms.Form):
    """The files, and why we hold them."""

    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=[(kind.name, kind.zh) for kind in KINDS.values()])
    files = ManyFiles(label=gettext_lazy("文件（XLSX、CSV 或 ZIP，至多 20 个，合计不超过 500 MB）"))
    covers = forms.CharField(
        label=gettext_lazy("数据完整覆盖的月份"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("如 2025-01..2025-12；写明后，缺的月份不会被当作零"),
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

    def said(self) -> dict[str, str]:
        """Why we hold the data, as the delivery keeps it."""
        return {name: self.cleaned_data[name] for name in ("covers", "basis", "purpose", "term", "corrects")}


class WithdrawForm(forms.Form):
    comment = forms.CharField(label=gettext_lazy("撤回理由"), max_length=200)
