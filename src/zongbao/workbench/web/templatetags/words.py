"""How words are written that are not the page's own: finished sentences, and what people and papers are called.

In English a reader (and a reader's screen reader) is told which words stay Chinese.
"""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zongbao.english import CHINESE
from zongbao.workbench.face.faults import faults
from zongbao.workbench.face.language import read, reads_english

register = template.Library()
register.filter(faults)
RUN = re.compile(rf"{CHINESE.pattern}(?:[^A-Za-z<>&]*{CHINESE.pattern})?")


@register.filter
def said(sentence: Any) -> Any:
    """A finished sentence in the reader's language; what nobody wrote an English for is marked as Chinese."""
    return zh(read(str(sentence))) if reads_english() and sentence else sentence


@register.filter(name="read")
def read_plainly(sentence: Any) -> str:
    """The same where no mark-up may stand: in a title or an attribute."""
    return read(str(sentence))


@register.filter
def zh(words: Any) -> Any:
    """A name, or the words of a paper or a person: they stay as they are and are marked as Chinese in English pages."""
    if not reads_english() or not words:
        return words
    return mark_safe(RUN.sub(r'<span lang="zh">\g<0></span>', conditional_escape(words)))


@register.filter
def lang_of(words: Any) -> str | SafeString:
    """The same for an element that can hold no other: the attribute that says its words are Chinese."""
    return mark_safe(' lang="zh"') if reads_english() and CHINESE.search(str(words)) else ""


@register.filter
def bracketed(words: Any) -> str:
    """Words in brackets behind others: full-width in Chinese."""
    return _("（{words}）").format(words=words)
