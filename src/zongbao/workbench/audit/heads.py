"""链头：the end of the chain, published every day where the database does not reach.

A file that is only ever appended to (`office/heads.jsonl`), the public page that shows it, and a letter to whoever keeps
it for the office. A chain that was made anew inside the database does not pass the heads that stand outside.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from zongbao.workbench.audit import chain
from zongbao.workbench.audit.models import Entry
from zongbao.workbench.inbox import outbox


def kept_at() -> Path:
    """The file of heads."""
    return Path(settings.OFFICE) / "heads.jsonl"


def heads() -> list[dict[str, Any]]:
    """What was published, oldest first."""
    path = kept_at()
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def publish(*, at: datetime) -> dict[str, Any] | None:
    """Publish the end of the chain; the same end is published once. Nothing is published of a chain that is broken."""
    last = Entry.objects.order_by("-seq").first()
    if last is None or chain.faults(Entry.objects.select_related("actor", "on_behalf_of").iterator(2000)):
        return None
    said = {"at": at.astimezone(UTC).isoformat(timespec="seconds"), "seq": last.seq}
    said |= {"algorithm": last.algorithm, "digest": last.digest}
    if any(head["seq"] == last.seq for head in heads()[-1:]):
        return said
    with kept_at().open("a", encoding="utf-8") as file:
        file.write(json.dumps(said, sort_keys=True) + "\n")
    for address in settings.ZONGBAO_HEADS_TO:
        text = _("操作链第 {seq} 条，{algorithm}：\n{digest}\n").format(**said)
        outbox.write(address, _("操作链链头 {at}").format(at=said["at"]), text=text, at=at)
    return said


def faults_against(published: Iterable[dict[str, Any]]) -> list[str]:
    """Where the chain no longer has what was published."""
    told = {head["seq"]: head["digest"] for head in published}
    standing = dict(Entry.objects.filter(seq__in=told).values_list("seq", "digest"))
    return [f"{seq}: published" for seq, digest in told.items() if standing.get(seq) != digest]
