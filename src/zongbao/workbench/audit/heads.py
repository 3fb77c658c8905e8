"""链头：the end of the chain, published every day where the database does not reach.

A file that is only ever appended to (`office/heads.jsonl`), the public page that shows it, and a letter to whoever keeps
it for the office. A chain that was made anew inside the database does not pass the heads that stand outside.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.models import Grant, User
from zongbao.workbench.accounts.roles import AUDIT_ROLES
from zongbao.workbench.inbox.models import Message
from zongbao.workbench.inbox.telling import tell_by_mail_too
from zongbao.workbench.mail import outbox
from zongbao.workbench.operations import chain
from zongbao.workbench.operations.models import Entry


def kept_at() -> Path:
    """The file of heads."""
    return Path(settings.OFFICE) / "heads.jsonl"


def heads() -> list[dict[str, Any]]:
    """What was published, oldest first."""
    path = kept_at()
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def publish(*, at: datetime) -> dict[str, Any] | None:
    """Publish the end of the chain, the same end once a day. Nothing is published of a chain that is broken."""
    last = Entry.objects.order_by("-seq").first()
    if last is None or _broken():
        return None
    said = {"at": at.astimezone(UTC).isoformat(timespec="seconds"), "seq": last.seq}
    said |= {"algorithm": last.algorithm, "digest": last.digest}
    today = published_on(timezone.localdate(at))
    if today and today["seq"] == last.seq:
        return said
    with kept_at().open("a", encoding="utf-8") as file:
        file.write(json.dumps(said, sort_keys=True) + "\n")
    for address in settings.ZONGBAO_HEADS_TO:
        text = _("操作链第 {seq} 条，{algorithm}：\n{digest}\n").format(**said)
        outbox.write(address, _("操作链链头 {at}").format(at=said["at"]), text=text, at=at)
    return said


def _broken() -> bool:
    entries = Entry.objects.select_related("actor", "on_behalf_of").iterator(2000)
    return bool(chain.faults(entries) or faults_against(heads()))


def published_on(day: date) -> dict[str, Any] | None:
    """The newest head, if it was published on this day of the office's."""
    newest = next(iter(heads()[-1:]), None)
    return newest if newest and timezone.localdate(datetime.fromisoformat(newest["at"])) == day else None


def publish_daily(*, at: datetime) -> bool:
    """Publish where today's head does not stand yet; says whether it did. What goes wrong is told to audit and
    administration, once a day, and tried again at the next tick."""
    day = timezone.localdate(at)
    if published_on(day) or not Entry.objects.exists():
        return False
    try:
        why = "" if publish(at=at) else _("操作链核验有不符")
    except OSError as fault:
        why = _("写不进 {file}（{fault}）").format(file=kept_at().name, fault=fault.strerror or fault)
    if why:
        _warn(_("{day} 的链头没有发布：{why}；请审计核验操作链，请系统管理查看磁盘").format(day=day, why=why), at=at)
    return not why


def _warn(sentence: str, *, at: datetime) -> None:
    """Tell everybody who watches, unless they were told of it today."""
    if Message.objects.filter(sentence=sentence).exists():
        return
    watching = Grant.objects.holding(timezone.localdate(at)).filter(role__in=[*AUDIT_ROLES, "admin"])
    people = list(User.objects.filter(grants__in=watching, is_active=True).distinct())
    tell_by_mail_too(people, sentence, place=reverse("public-heads"), at=at)


def faults_against(published: Iterable[dict[str, Any]]) -> list[str]:
    """Where the chain no longer has what was published."""
    told = {head["seq"]: head["digest"] for head in published}
    standing = dict(Entry.objects.filter(seq__in=told).values_list("seq", "digest"))
    return [f"{seq}: published" for seq, digest in told.items() if standing.get(seq) != digest]
