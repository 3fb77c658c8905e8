"""A policy is a folder: document.yaml (what the paper says, in our words), a page per measure, readings.yaml (shared ones),
english.yaml (optional: the same sentences in English, which only the terminal and the office read).

`load_policy("qingpu_2024")` or `load_policy("some/folder")`; loud about everything that does not hold together.
"""

import datetime as dt
import functools
import hashlib
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from zongbao.refusals import Refusal, WrongUsage
from zongbao.rules.page import Page, load_page
from zongbao.rules.parameters import NotInForce, Parameter
from zongbao.rules.readings import Reading, readings_of
from zongbao.rules.strict_yaml import load

ENGLISH = "english.yaml"
NOT_PAGES = ("document", "readings", "english")
NOT_RULES = ("__init__.py", ".examples.yaml", ENGLISH)


class PolicyNotSound(Refusal):
    """A policy folder that does not hold together."""


class NoSuchPolicy(WrongUsage):
    """Neither a policy of this product nor a folder with a document.yaml."""


@dataclass(frozen=True)
class Policy:
    """A loaded folder. `digest` names its content: the same digest computes the same results."""

    name: str
    folder: Path
    document: Mapping[str, Any]
    effective_on: dt.date
    expires_on: dt.date
    pages: Mapping[str, Page]
    readings: Mapping[str, Reading]
    digest: str

    @property
    def measures(self) -> dict[str, Page]:
        return {name: page for name, page in self.pages.items() if page.is_measure}

    def measure(self, name: str) -> Page:
        if name not in self.measures:
            raise WrongUsage(f"政策 {self.name} 没有“{name}”这项扶持；有：{'、'.join(self.measures)}")
        return self.pages[name]

    def parameter(self, dotted: str) -> Parameter:
        page, _, name = dotted.partition(".")
        if page not in self.pages or name not in self.pages[page].parameters:
            raise WrongUsage(f"政策 {self.name} 没有参数“{dotted}”")
        return self.pages[page].parameters[name]

    def last_day_in(self, year: int) -> dt.date:
        """The last day of a year that the policy covers; a year with no day in force is refused."""
        first, last = max(dt.date(year, 1, 1), self.effective_on), min(dt.date(year, 12, 31), self.expires_on)
        if first > last:
            raise NotInForce(f"{year} 年没有一天在政策有效期内（{self.effective_on} 至 {self.expires_on}）")
        return last

    def covers(self, day: dt.date) -> None:
        if not self.effective_on <= day <= self.expires_on:
            raise NotInForce(f"{day} 不在政策有效期内（{self.effective_on} 至 {self.expires_on}）")

    @property
    def last_whole_year(self) -> int:
        """The last calendar year that is in force from its first to its last day."""
        year = self.expires_on.year
        return year if self.expires_on == dt.date(year, 12, 31) else year - 1


State = tuple[tuple[str, int, int], ...]  # the rule files of a folder, each with when it was written and its size
SHIPPED = Path(str(files("zongbao.policies")))
SHELVES = [SHIPPED]  # where a policy is looked up by its name; an office adds the place of its own
SOUND: dict[Path, Policy] = {}  # the last of each folder that held together


def load_policy(name_or_folder: str) -> Policy:
    """Load by name (a folder of this product) or by path. An edited folder is read anew; while an edit does not hold
    together, a program that runs goes on with what it had read, and a new one is refused."""
    folder = folder_of(name_or_folder)
    state = _state_of(folder)
    try:
        SOUND[folder] = _load(folder, state)
    except Refusal as refusal:
        if folder not in SOUND:
            raise
        _say_once(folder, state, why=str(refusal))
    return SOUND[folder]


def _state_of(folder: Path) -> State:
    with os.scandir(folder) as entries:
        told = [(e.name, e.stat().st_mtime_ns, e.stat().st_size) for e in entries if _is_rule(e.name)]
    return tuple(sorted(told))


def _is_rule(name: str) -> bool:
    """Whether a file computes something; examples and English do not."""
    return name.endswith((".py", ".yaml")) and not name.endswith(NOT_RULES)


@functools.lru_cache(maxsize=32)
def _say_once(folder: Path, state: State, *, why: str) -> None:
    logging.getLogger(__name__).warning("%s: %s", folder.name, why)


def folder_of(name_or_folder: str) -> Path:
    """The folder a name or a path means."""
    for folder in (*(shelf / name_or_folder for shelf in SHELVES), Path(name_or_folder)):
        if (folder / "document.yaml").is_file():
            return folder.resolve()
    raise NoSuchPolicy(f"没有政策“{name_or_folder}”：既不是内置政策，也不是含 document.yaml 的文件夹")


@functools.lru_cache(maxsize=32)
def _load(folder: Path, _state: State) -> Policy:
    document = load(folder / "document.yaml")
    shared_file = folder / "readings.yaml"
    shared = readings_of((load(shared_file) or {}) if shared_file.is_file() else {}, measure="")
    names = sorted(p.stem for p in folder.glob("*.yaml") if p.stem not in NOT_PAGES and "." not in p.stem)
    for name in names:
        own = (load(folder / f"{name}.yaml") or {}).get("readings") or {}
        for key, reading in readings_of(own, measure=name).items():
            if key in shared:
                raise PolicyNotSound(f"口径“{key}”在 {name}.yaml 与别处各写了一次")
            shared[key] = reading
    pages = {name: _page(folder, name, readings=shared) for name in names}
    return Policy(
        name=folder.name,
        folder=folder,
        document=document,
        effective_on=_day(document, "effective_on"),
        expires_on=_day(document, "expires_on"),
        pages=pages,
        readings=shared,
        digest=digest_of(folder),
    )


def _page(folder: Path, name: str, *, readings: Mapping[str, Reading]) -> Page:
    return load_page(folder, name, shared={k: r for k, r in readings.items() if r.measure != name})


def _day(document: Mapping[str, Any], key: str) -> dt.date:
    day = document.get(key)
    if not isinstance(day, dt.date):
        raise PolicyNotSound(f"document.yaml 的 {key} 应是日期，现在是“{day}”")
    return day


def digest_of(folder: Path) -> str:
    """sha256 over the rule files of a folder, by name and content; examples and English compute nothing and do not count."""
    found = hashlib.sha256()
    rules = (path for path in folder.iterdir() if _is_rule(path.name))
    for path in sorted(rules):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
