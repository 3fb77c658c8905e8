"""What people ask of papers. Nobody finds a paper here that is not theirs to see."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.papers.kinds import EVERYBODY, KINDS
from zongbao.workbench.papers.models import Paper, Receipt
from zongbao.workbench.papers.services import about_of
from zongbao.workbench.papers.waiting import WAITED_FOR, waits
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.things import thing_or_404, visible


def visible_papers(actor: Actor) -> QuerySet[Paper]:
    """Every paper for office and audit; those sent to the firm or the unit."""
    papers = Paper.objects.select_related("enterprise", "unit", "by").prefetch_related("receipts")
    if actor.has(*OFFICE_ROLES, *AUDIT_ROLES):
        return papers
    return papers.filter(Q(enterprise__in=actor.enterprises) | Q(unit__in=actor.units))


def asked_for(actor: Actor, said: Mapping[str, Any]) -> QuerySet[Paper]:
    """The papers a filter asks for; what was not said is not asked."""
    found = visible_papers(actor).prefetch_related("subjects__case")
    if said.get("kind"):
        found = found.filter(kind=said["kind"])
    if said.get("dispatch"):
        found = found.filter(line__dispatch=said["dispatch"])
    found = found.filter(containing(said.get("q", ""), "enterprise__name", "enterprise__uscc", "number"))
    if said.get("served"):
        reached = Exists(Receipt.objects.filter(paper=OuterRef("pk")))
        received = found.exclude(enterprise=None, unit=None)
        found = found.filter(reached) if said["served"] == "yes" else received.filter(~reached)
    return found


def published(kind: str, thing: Any) -> Paper | None:
    """The newest paper of a kind that went out to everybody about a thing."""
    return Paper.objects.filter(kind=kind, subjects__about=about_of(thing)).first()


def public_papers() -> QuerySet[Paper]:
    """What went out to everybody."""
    return Paper.objects.filter(kind__in=[name for name, kind in KINDS.items() if kind.to == EVERYBODY])


def about_or_404(actor: Actor, kind: str, *, pk: int) -> Any:
    """The thing a paper of a kind would be about."""
    if kind not in KINDS:
        raise Http404
    of = KINDS[kind].of
    if of == "programme":
        found = Programme.objects.filter(pk=pk).first()
    elif of == "paper":
        found = visible_papers(actor).filter(pk=pk).first()
    else:
        return thing_or_404(actor, of, pk=pk)
    if found is None:
        raise Http404
    return found


def counts_of(actor: Actor) -> dict[str, int]:
    """Kind → how many things this person sees that wait for such a paper; one question for each sort of thing."""
    found: dict[str, int] = {}
    for sort in {kind.of for kind in WAITED_FOR.values()}:
        asked = {n: Count("pk", filter=waits(n), distinct=True) for n, kind in WAITED_FOR.items() if kind.of == sort}
        found |= visible(actor, sort).aggregate(**asked)
    return {name: found[name] for name in WAITED_FOR}
