"""口径：where the text is silent, the possible readings as data. The first option, the plain words of the text, is assumed
until one is decided. An option may need facts (`needs`) that nobody has delivered yet; then it has no price."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zongbao.refusals import Refusal


class ReadingNotSound(Refusal):
    """A reading without options, or with an option that says nothing."""


@dataclass(frozen=True)
class Option:
    """One way to read the text: its sentence, and the facts without which it has no price."""

    key: str
    text: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A silence of the text: the words it hangs on, and its options; `pays_only` moves what is payable, not the award."""

    measure: str
    key: str
    about: str
    options: Mapping[str, Option]
    pays_only: bool = False

    @property
    def assumed(self) -> str:
        return next(iter(self.options))


def readings_of(written: Mapping[str, Any], *, measure: str) -> dict[str, Reading]:
    """Readings by key, as a page or readings.yaml writes them."""
    return {key: _reading(measure, key, entry=entry) for key, entry in written.items()}


def _reading(measure: str, key: str, *, entry: Mapping[str, Any]) -> Reading:
    options = {name: _option(key, name, said=said) for name, said in (entry.get("options") or {}).items()}
    if len(options) < 2:
        raise ReadingNotSound(f"口径“{key}”至少要有两个选项")
    return Reading(
        measure=entry.get("measure", measure),
        key=key,
        about=entry.get("about", ""),
        options=options,
        pays_only=entry.get("moves") == "payable",
    )


def _option(reading: str, name: str, *, said: Any) -> Option:
    entry = {"text": said} if isinstance(said, str) else dict(said or {})
    if not entry.get("text"):
        raise ReadingNotSound(f"口径“{reading}”的选项“{name}”没有说明")
    return Option(name, entry["text"], tuple(entry.get("needs") or ()))
