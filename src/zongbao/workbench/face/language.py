"""语言：Chinese first, English for whoever asks for it.

What the office does it does in Chinese: what is written down, sent or told to somebody else must not depend on who pressed
the button. A page is rendered in its reader's language; a finished sentence that reaches it (a refusal, a stored reason, a
message) is read in English there, in one place (decision 0017).
"""

import gettext
import re
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates, Template
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from zongbao import english
from zongbao.english.policies import words_of
from zongbao.rules.policy import ENGLISH as OF_A_POLICY
from zongbao.rules.policy import load_policy
from zongbao.workbench.face.figures import unbroken

CHINESE, ENGLISH = settings.LANGUAGE_CODE, "en"
NAMED = re.compile(r"%\((\w+)\)[sd]")
CHANGES_NOTHING = ("GET", "HEAD", "OPTIONS")
Written = tuple[tuple[str, tuple[int, int]], ...]  # policies, each with the state of its English file
# The policies in use, asked for once a request or a letter: a policy that comes while the office runs has its English at once.
IN_USE: ContextVar[Written | None] = ContextVar("policies in use", default=None)


@contextmanager
def in_chinese() -> Iterator[None]:
    """What is written down or sent while a page is only looked at: in Chinese all the same. Also a decorator."""
    with translation.override(CHINESE):
        yield


class Language:
    """The reader's language: the person's, else the browser's own choice, else Chinese, whatever the browser accepts."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Any) -> HttpResponse:
        request.language = language_of(request)
        IN_USE.set(None)
        acting = request.language if request.method in CHANGES_NOTHING else CHINESE
        with translation.override(acting):
            return self.answer(request)


def language_of(request: Any) -> str:
    chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else CHINESE


class Pages(DjangoTemplates):
    """Templates that are rendered in their reader's language, also by a request that acted in Chinese."""

    def get_template(self, template_name: str) -> "Page":
        return Page(self.engine.get_template(template_name), self)


class Page(Template):
    """A page as it is shown; no line of it ends between a figure and its unit."""

    def render(self, context: Any = None, request: Any = None) -> SafeString:
        with translation.override(getattr(request, "language", translation.get_language())):
            return mark_safe(unbroken(super().render(context, request)))


def reads_english() -> bool:
    return translation.get_language() == ENGLISH


def read(sentence: str) -> str:
    """A finished Chinese sentence in the reader's language; what has no English stays as it is."""
    return _in_english(sentence, policies_in_use()) if reads_english() else sentence


def read_in(language: str, text: str) -> str:
    """The lines of a finished text in a language somebody asked for; in Chinese where they never did."""
    IN_USE.set(None)
    with translation.override(language or CHINESE):
        return "\n".join(read(line) for line in text.split("\n"))


@lru_cache(maxsize=20_000)
def _in_english(sentence: str, policies: Written) -> str:
    """On a page a sentence stands alone, so it begins with a capital."""
    told = reader(policies).read(sentence)
    return told if told == sentence else told[:1].upper() + told[1:]


def policies_in_use() -> Written:
    """The policies of the programmes, as asked for in this request or letter, each with the state of its English file: what
    somebody edits there is read at once."""
    known = IN_USE.get()
    if known is None:
        known = tuple((name, _state_of(name)) for name in import_string(settings.ZONGBAO_POLICIES_IN_USE)())
        IN_USE.set(known)
    return known


def _state_of(policy: str) -> tuple[int, int]:
    file = load_policy(policy).folder / OF_A_POLICY
    told = file.stat() if file.is_file() else None
    return (told.st_mtime_ns, told.st_size) if told else (0, 0)


@cache
def reader(policies: Written) -> english.Reader:
    """What the rooms, these policies, the office and Django may say, in one; made once for each set of policies."""
    of_policies = (words_of(load_policy(name).folder) for name, _state in policies)
    own = _catalogue(settings.LOCALE_PATHS[0], ENGLISH)
    return english.Reader({**_of_django(), **english.CATALOGUE, **dict(ChainMap(*of_policies)), **own})


def _catalogue(folder: Path, language: str) -> dict[str, english.English]:
    """The sentences of a catalogue; of one that counts, both that are said of it."""
    held = getattr(gettext.translation("django", folder, languages=[language], fallback=True), "_catalog", {})
    counting = [said for said, one in filter(lambda key: isinstance(key, tuple), held) if one]
    plain = {said: told for said, told in held.items() if isinstance(said, str)}
    return plain | {said: (held[said, 0], held[said, 1]) for said in counting}


def _of_django() -> dict[str, str]:
    """What Django itself says of a field that is filled in wrongly: its Chinese catalogue the other way round."""
    said = _catalogue(Path(django.__file__).parent / "conf" / "locale", "zh_Hans")
    plain = {str(told): original for original, told in said.items() if original.endswith(".") and "{" not in original}
    return {NAMED.sub(r"{\1}", told): NAMED.sub(r"{\1}", original) for told, original in plain.items()}
