"""事：the things of the office that have a machine, by name: which a person may see, and where each is looked at."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES, OFFICE_ROLES
from zongbao.workbench.machine import Machine, Stateful

PAGE_OF = {
    "case": "case",
    "review": "review",
    "letter": "letter",
    "list": "list",
    "notice": "notice",
    "preopinion": "pre-opinion",
    "reading": "reading",
}


@cache
def _moved() -> dict[str, type[Stateful]]:
    """Machine → the things it moves."""
    return {model.machine.name: model for model in apps.get_models() if issubclass(model, Stateful)}


def machines() -> dict[str, Machine]:
    """Every machine of the office, by name."""
    return {name: model.machine for name, model in _moved().items()}


def visible(actor: Actor, machine: str) -> QuerySet[Any]:
    """The things of a machine that a person may see at all."""
    return _moved()[machine].seen_by(actor)


def thing_or_404(actor: Actor, machine: str, *, pk: int) -> Any:
    """The thing, or not found: a foreign object is not even there."""
    if machine not in _moved():
        raise Http404
    thing = visible(actor, machine).filter(pk=pk).first()
    if thing is None:
        raise Http404
    return thing


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


def not_done(thing: Any, why: Refusal) -> str:
    """The sentence of one among many that stayed where it was: whose it is, and why."""
    case = getattr(thing, "case", thing)
    return _("{case} {enterprise}没有办成：{why}").format(case=case, enterprise=case.enterprise, why=why)
