"""哪里不对：what is wrong with a field, in the office's words and with the field's own name.

The framework knows no more than that a field is required; what a form says itself stays as it is.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.forms.widgets import ChoiceWidget
from django.utils import translation
from django.utils.translation import gettext as _

from zongbao.english import CHINESE

BRACKET = re.compile(r"（| \(")


def faults(field: BoundField) -> ErrorList:
    """What is wrong with a field, each a sentence, where the page shows it."""
    told = field.errors.copy()
    told.data = sentences(field)
    return told


def sentences(field: BoundField) -> list[str]:
    """What is wrong with a field, each a sentence."""
    return [_sentence(fault, field) for fault in field.errors.as_data()]


def _sentence(fault: ValidationError, field: BoundField) -> str:
    said = fault.messages[0]
    if _written_here(fault):
        return said
    name = BRACKET.split(str(field.label))[0]
    wanted = _lacking(field) if fault.code == "required" else _unfit(str(fault.code), field.field)
    return wanted.format(field=name, **(fault.params or {})) if wanted else said


def _written_here(fault: ValidationError) -> bool:
    """Whether the office wrote the sentence, whatever stands in its gaps: the framework keeps its own in English."""
    gaps = {name: value if isinstance(value, int) else "" for name, value in (fault.params or {}).items()}
    with translation.override(None):
        return bool(CHINESE.search(str(fault.message % gaps if gaps else fault.message)))


def _lacking(field: BoundField) -> str:
    if isinstance(field.field, forms.FileField):
        return _("请上传{field}")
    if isinstance(field.field, forms.BooleanField):
        return _("请勾选“{field}”")
    return _("请选择{field}") if isinstance(field.field.widget, ChoiceWidget) else _("请填写{field}")


def _unfit(code: str, field: Any) -> str:
    """What is said of a value that does not fit; nothing where the framework's sentence will do."""
    if code == "invalid":
        return _shape(field)
    return {
        "invalid_choice": _("{field}请从列出的里面选"),
        "max_length": _("{field}最多 {limit_value} 个字，现在有 {show_value} 个"),
        "min_value": _("{field}不能小于 {limit_value}"),
        "max_value": _("{field}不能大于 {limit_value}"),
        "max_decimal_places": _("{field}最多写到小数点后 {max} 位"),
        "unique": _("已经有这个{field}，请换一个"),
    }.get(code, "")


def _shape(field: Any) -> str:
    if isinstance(field, forms.DateField):
        return _("{field}请写成“2026-12-31”这样的日期")
    if isinstance(field, forms.EmailField):
        return _("{field}请写成“name@example.com”这样的地址")
    return _("{field}请只写数字") if isinstance(field, forms.IntegerField) else ""
