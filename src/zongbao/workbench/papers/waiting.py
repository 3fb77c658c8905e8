"""待出文：which things wait for a paper to their enterprise: those in a state of which the paper tells, that had none since that
state began. A state that begins again asks for its paper again: a claim that is corrected twice gets two 补正告知书.
"""

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from zongbao.workbench.papers.kinds import ENTERPRISE, KINDS, Kind
from zongbao.workbench.papers.models import DispatchLine, Subject

WAITED_FOR = {n: k for n, k in KINDS.items() if k.states and k.to == ENTERPRISE and not k.by_event}


def unsent(kind: str) -> Q:
    """The things of which no paper of this kind went out since their present state began."""
    sent = Subject.objects.filter(about=_name(KINDS[kind]), paper__kind=kind, paper__sent_at__gte=OuterRef("since"))
    return Q(state__in=KINDS[kind].states) & KINDS[kind].among & ~Q(Exists(sent))


def waits(kind: str) -> Q:
    """The same without those whose paper is on its way."""
    on_its_way = DispatchLine.objects.filter(DispatchLine.OPEN, about=_name(KINDS[kind]), dispatch__kind=kind)
    return unsent(kind) & ~Q(Exists(on_its_way))


def _name(kind: Kind) -> Concat:
    """The name of the thing outside in the chain."""
    return Concat(Value(f"{kind.of}/"), Cast(OuterRef("pk"), CharField()))
