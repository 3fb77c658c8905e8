"""收件：an application from the district's unified system becomes an entry at the window, once."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.api.models import Received
from zongbao.workbench.cases.writing import enter_at_window, save_field
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.registry.models import Enterprise


class OtherContent(Refusal):
    """The same number with other content."""


class NotKnown(Refusal):
    """A programme or an enterprise the office does not have."""


def receive(said: dict[str, Any], *, by: Actor, at: datetime) -> Received:
    """Take an application in. Again the same: what was taken. OtherContent, NotKnown, and the refusals of the window."""
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        before = _received(said["reference"], by=by)
        if before and before.digest != digest:
            raise OtherContent(
                _("{reference} 已经送过，内容不同；更正请另用一个编号").format(reference=said["reference"])
            )
        return before or _taken(said, digest, by=by, at=at)


def _received(reference: str, *, by: Actor) -> Received | None:
    return Received.objects.select_related("case__programme").filter(by=by.user, reference=reference).first()


def _taken(said: dict[str, Any], digest: str, *, by: Actor, at: datetime) -> Received:
    programme = Programme.objects.filter(measure=said["measure"], year=said["year"]).first()
    enterprise = Enterprise.objects.filter(uscc=said["enterprise"]).first()
    if programme is None or enterprise is None:
        raise NotKnown(_("没有这个项目或企业：{year} 年 {measure}，{enterprise}").format(**said))
    case = enter_at_window(programme, enterprise, subject=said["subject"], by=by, at=at)
    if said["statement"]:
        case = save_field(case, "statement", value=said["statement"], by=by, at=at)
    return Received.objects.create(by=by.user, reference=said["reference"], digest=digest, case=case, at=at)
