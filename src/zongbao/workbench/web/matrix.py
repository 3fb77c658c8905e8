"""The permission table as it is shown: `machine.event` × role, own or any; and every page × role."""

from dataclasses import dataclass
from typing import Any

from zongbao.workbench.accounts.pages import PAGES
from zongbao.workbench.accounts.roles import PUBLIC, ROLES
from zongbao.workbench.things import machines


@dataclass(frozen=True)
class Row:
    """One event or page, and its cell for every role: "own", "any" or nothing."""

    name: str
    words: Any
    cells: tuple[str, ...]


def event_rows() -> list[Row]:
    rows = []
    for machine in machines().values():
        for event, words in machine.events.items():
            roles = {role for t in machine.transitions if t.event == event for role in t.roles}
            rows.append(Row(f"{machine.name}.{event}", words, _cells(roles)))
    return rows


def page_rows() -> list[Row]:
    return [Row(page, page, _cells(set(ROLES) if PUBLIC in roles else set(roles))) for page, roles in PAGES.items()]


def _cells(roles: set[str]) -> tuple[str, ...]:
    return tuple(role.reach if name in roles else "" for name, role in ROLES.items())
