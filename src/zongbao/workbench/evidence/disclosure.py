"""谁能看逐行数据：the firm, the auditor, and the office where the firm authorised it; every look is written down."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import Verdict
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.operations import chain
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.registry.models import Authorisation, Enterprise
from zongbao.workbench.registry.services import about

SEEN = "data.seen"


@dataclass(frozen=True)
class Access:
    """Whether somebody may open the rows of an enterprise, why not, and what it is written down under."""

    allowed: bool
    reason: str
    own: bool = False
    under: str = ""


def access_to(enterprise: Enterprise | None, actor: Actor, *, day: date) -> Access:
    """Own rows always; the auditor by office; everybody else only where the firm authorised it for the day."""
    if enterprise and enterprise.pk in actor.enterprises:
        return Access(True, "", own=True)
    if actor.has(*AUDIT_ROLES):
        return Access(True, "", under=_("审计职责"))
    standing = authorisation_on(enterprise, day) if enterprise else None
    if standing and actor.has(*OFFICE_ROLES):
        return Access(True, "", under=f"{standing.purpose}（{standing.basis}）")
    said = _("{firm}没有授权查看逐行数据，这里只列合计；企业负责人可在“数据授权”中授权")
    return Access(False, said.format(firm=enterprise or _("这家企业")))


def authorisation_on(enterprise: Enterprise, day: date) -> Authorisation | None:
    """The authorisation of an enterprise that holds on a day."""
    return enterprise.authorisations.filter(revoked_at=None, starts_on__lte=day, ends_on__gt=day).first()


def note_seen(enterprise: Enterprise, actor: Actor, *, at: datetime, access: Access, what: str, rows: int) -> None:
    """Write down who opened which rows: once a day for each person and figure."""
    if access.own:
        return
    day = timezone.localdate(at)
    after = {"what": what, "rows": rows, "under": access.under, "day": day.isoformat()}
    holding = actor.holding(*OFFICE_ROLES, *AUDIT_ROLES)[0]
    with transaction.atomic():
        seen = Entry.objects.filter(what=SEEN, about=about(enterprise), actor=actor.user, after=after)
        if not seen.exists():
            under = Verdict(True, "", holding.role, holding)
            chain.append(at=at, by=actor, under=under, what=SEEN, about=about(enterprise), after=after)


def looks_at(enterprise: Enterprise) -> QuerySet[Entry]:
    """Who opened the rows of an enterprise, the newest first."""
    return Entry.objects.filter(what=SEEN, about=about(enterprise)).select_related("actor").order_by("-seq")


def with_access(enterprises: QuerySet[Enterprise], *, day: date) -> QuerySet[Enterprise]:
    """Firms, each with the day its widest authorisation ends as `open_until`, and when somebody looked last as `looked_at`."""
    standing = Authorisation.objects.filter(revoked_at=None, starts_on__lte=day, ends_on__gt=day)
    until = standing.filter(enterprise=OuterRef("pk")).order_by("-ends_on").values("ends_on")[:1]
    named = Concat(Value("enterprise/"), Cast(OuterRef("pk"), CharField()))
    looks = Entry.objects.filter(what=SEEN, about=named).order_by("-seq").values("at")[:1]
    return enterprises.annotate(open_until=Subquery(until), looked_at=Subquery(looks))
