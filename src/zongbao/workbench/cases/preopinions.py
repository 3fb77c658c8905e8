"""预核意见：a firm asks before it invests; one drafts, another signs, the answer is dated and says on what it rests."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import NotAllowed
from zongbao.workbench.cases.machine import PREOPINION
from zongbao.workbench.cases.models import PreOpinion
from zongbao.workbench.firing import record
from zongbao.workbench.machine import Act, NotReady


def ask_before(programme: Any, enterprise: Any, *, plan: str, by: Actor, at: datetime) -> PreOpinion:
    """Ask for a written opinion on a plan. NotReady, NotAllowed."""
    if not plan.strip():
        raise NotReady(_("请写明打算做什么：投资、业务、规模和时间"))
    with transaction.atomic():
        asked = {"programme": programme, "enterprise": enterprise, "plan": plan.strip(), "asked_by": by.user}
        made = PreOpinion.objects.create(**asked, asked_at=at, state="asked", since=at)
        record(made, "asked", by=by, at=at, roles=("owner", "agent"), after={"plan": made.plan})
    return made


@PREOPINION.before("draft")
def lasts(asked: PreOpinion, act: Act) -> None:
    until = act.data.get("valid_until")
    if until and until <= act.day:
        raise NotReady(_("有效期须晚于今天"))


@PREOPINION.after("draft")
def drafted(asked: PreOpinion, act: Act) -> None:
    for name in ("opinion", "rests_on", "valid_until"):
        setattr(asked, name, act.data[name])
    asked.drafted_by = act.by.user
    asked.save()


@PREOPINION.before("issue")
def another_signs(asked: PreOpinion, act: Act) -> None:
    if act.by.user and act.by.user.pk == asked.drafted_by_id:
        raise NotAllowed(_("预核意见由您拟定，须由另一人签发"))


@PREOPINION.writes("issue")
def signed(asked: PreOpinion, act: Act) -> None:
    """Number, day and signer: the database refuses an issued opinion without them."""
    asked.number = act.data.get("number") or ""
    asked.issued_by, asked.issued_on = act.by.user, act.day
