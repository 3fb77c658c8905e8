"""Where each thing is looked at, by whom."""

from typing import Any

from django.urls import reverse

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES, OFFICE_ROLES

PAGE_OF = {
    "case": "case",
    "review": "review",
    "letter": "letter",
    "list": "list",
    "notice": "notice",
    "preopinion": "pre-opinion",
    "reading": "reading",
}


def place_of(thing: Any, actor: Actor) -> str:
    """The address of a thing for a person."""
    name = thing.machine.name
    if name in ("reconsideration", "adjustment"):
        return place_of(thing.case, actor)
    if name == "objection":
        return reverse("notice", args=[thing.notice_id])
    if name == "case" and actor.has(*ENTERPRISE_ROLES) and not actor.has(*OFFICE_ROLES):
        return reverse("my-case", args=[thing.pk])
    return reverse(PAGE_OF[name], args=[thing.pk])
