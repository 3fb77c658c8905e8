"""筛选：what a list is asked for. A value nobody offers asks for nothing, and what was asked can be said in a sentence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from zongbao.workbench.face.language import read


def containing(words: str, *fields: str) -> Q:
    """The rows in which every word stands in one of these fields; without words, all."""
    asked = Q()
    for word in words.split():
        asked &= _holding(word, fields)
    return asked


def _holding(word: str, fields: Iterable[str]) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": word})
    return found


class FilterForm(forms.Form):
    """Base of every list's filter; `of_the_list` names what says which list it is and narrows nothing."""

    of_the_list: tuple[str, ...] = ()

    def said(self) -> dict[str, Any]:
        """What was asked, and nothing else."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def words(self) -> list[str]:
        """What was asked, in the reader's language: 状态为待受理."""
        return [_words(self[name], value) for name, value in self.said().items() if name not in self.of_the_list]


def _words(bound: Any, value: Any) -> str:
    label, field = read(str(bound.label)), bound.field
    if isinstance(field, forms.BooleanField):
        return label
    if isinstance(field, forms.ChoiceField):
        named = str(value) if isinstance(field, forms.ModelChoiceField) else str(dict(field.choices)[value])
        return _("{field}为{value}").format(field=label, value=read(named))
    if isinstance(field, forms.DateField):
        return _("{field}为{value}").format(field=label, value=value.isoformat())
    return _("{field}含“{value}”").format(field=label, value=value)
