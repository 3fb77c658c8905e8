"""How words are written that are not the page's own: finished sentences, and what people and papers are called.

In English a reader (and a reader's screen reader) is told which words stay Chinese.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from zongbao.english import CHINESE
from zongbao.workbench.web.language import read, reads_english

register = template.Library()


@register.filter
def said(sentence: Any) -> Any:
    """A finished sentence in the reader's language, or marked as Chinese where nobody wrote an English for it."""
    return zh(read(str(sentence))) if reads_english() and sentence else sentence


@register.filter(name="read")
def read_plainly(sentence: Any) -> str:
    """The same where no mark-up may stand: in a title or an attribute."""
    return read(str(sentence))


@register.filter
def zh(words: Any) -> Any:
    """A name, or the words of a paper or a person: they stay as they are and are marked as Chinese in English pages."""
    if reads_english() and words and CHINESE.search(str(words)):
        return format_html('<span lang="zh">{}</span>', words)
    return words


@register.filter
def lang_of(words: Any) -> Any:
    """The same for an element that can hold no other: the attribute that says its words are Chinese."""
    return mark_safe(' lang="zh"') if reads_english() and CHINESE.search(str(words)) else ""
