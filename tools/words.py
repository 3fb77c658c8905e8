"""The sentences of the office and their English: what the source says and what `django.po` has for it are brought together.

    python tools/words.py            take in new sentences, leave out what nobody says any more, list what has no English yet
    python tools/words.py --compile  make the .mo beside it, which Django reads

Python is read by its syntax tree, templates by Django's own lexer. An entry names its files, not lines: a line moves daily.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

OFFICE = Path(__file__).resolve().parent.parent / "src" / "zongbao" / "workbench"
CATALOGUE = OFFICE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
COUNTS = "counted"
TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
MARKED = re.compile(rf"\b(?:n?gettext|_)\({TEXT}(?:, {TEXT}, count)?\)")
HEAD = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}


@dataclass(frozen=True)
class Sentence:
    """One sentence as the source has it, with its plural where it counts something."""

    one: str
    many: str = ""


def said(office: Path = OFFICE) -> dict[Sentence, list[str]]:
    """Every sentence marked for translation below `office`, with the files that say it, in their order."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted((*office.rglob("*.py"), *office.rglob("*.html"))):
        read = in_python if path.suffix == ".py" else in_template
        for sentence in read(path.read_text(encoding="utf-8")):
            found.setdefault(sentence, []).append(path.relative_to(office).as_posix())
    return found


def in_python(text: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(text)):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name in MARKS or name == COUNTS:
            said = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
            if said:
                yield Sentence(*(said * 2 if name == COUNTS else said))


def in_template(text: str) -> Iterator[Sentence]:
    for found in MARKED.finditer(templatize(text)):
        yield Sentence(*(ast.literal_eval(part) for part in found.groups() if part))


def gathered(old: polib.POFile, sentences: dict[Sentence, list[str]]) -> polib.POFile:
    """The catalogue of these sentences, with the English the old one has for them."""
    known = {Sentence(entry.msgid, entry.msgid_plural): entry for entry in old}
    made = polib.POFile(wrapwidth=120)
    made.metadata = HEAD
    for sentence, files in sentences.items():
        entry = known.get(sentence) or _empty(sentence)
        entry.occurrences = [(file, "") for file in dict.fromkeys(files)]
        made.append(entry)
    return made


def _empty(sentence: Sentence) -> polib.POEntry:
    if sentence.many:
        return polib.POEntry(msgid=sentence.one, msgid_plural=sentence.many, msgstr_plural={0: "", 1: ""})
    return polib.POEntry(msgid=sentence.one)


def compiled() -> None:
    """Make the .mo, unless it is newer than what it is made from. Two that make it at once do not meet."""
    made = CATALOGUE.with_suffix(".mo")
    if made.exists() and made.stat().st_mtime_ns > CATALOGUE.stat().st_mtime_ns:
        return
    draft = made.with_name(f".{made.name}.{os.getpid()}")
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(draft))
    draft.replace(made)


def main() -> None:
    if "--compile" in sys.argv:
        return compiled()
    made = gathered(polib.pofile(str(CATALOGUE)), said())
    made.save(str(CATALOGUE))
    for entry in made.untranslated_entries():
        print(f"没有英文 no English yet: {entry.msgid}")
    return compiled()


if __name__ == "__main__":
    main()
