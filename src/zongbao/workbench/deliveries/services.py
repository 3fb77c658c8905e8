"""What people do with deliveries: take one in, withdraw a batch, seal what stands."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.facts import batches, seals
from zongbao.facts.batches import Batch
from zongbao.facts.findings import ERROR, Finding, about_file
from zongbao.facts.ingest import IngestReport, again, ingest, months_covered
from zongbao.facts.kinds import kind_named
from zongbao.facts.marked import write_marked
from zongbao.facts.seals import Seal
from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.accounts.roles import DELIVERERS
from zongbao.workbench.deliveries.models import DONE, FAILED, RUNNING, Delivery
from zongbao.workbench.face.figures import counted
from zongbao.workbench.operations import chain
from zongbao.workbench.registry.sealing import deliver_registry
from zongbao.workbench.uploads import safe_name


class NoFiles(Refusal):
    """A delivery without a file."""


def take_in(kind: str, files: Sequence[Any], *, about: Mapping[str, str], by: Actor, at: datetime) -> Delivery:
    """Keep the files and queue them for the worker. NoFiles, UnknownKind, BadCovers, UnknownBatch."""
    under = holding_of(by, *DELIVERERS)
    if not files:
        raise NoFiles(_("请选择要导入的文件"))
    kind_named(kind)
    if about.get("covers"):
        months_covered(about["covers"])
    if about.get("corrects"):
        batches.find_batch(settings.STORE, about["corrects"])
    names = [safe_name(file.name) for file in files]
    with transaction.atomic():
        taken = Delivery.objects.create(kind=kind, files=names, by=by.user, at=at, **about)
        for path, file in zip(taken.paths, files, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as out:
                out.writelines(file.chunks())
        said = {"kind": kind, "files": names, **about}
        chain.append(at=at, by=by, under=under, what="delivery.taken", about=taken.about, after=said)
    return taken


def carry_out(delivery: Delivery, *, at: datetime) -> Delivery:
    """Read, check and store the files; a refusal is the delivery's failure, in its own sentence."""
    _tell(delivery, RUNNING, progress=counted("正在读取和核对 {n} 个文件", len(delivery.files)))
    about = {"covers": delivery.covers or None, "corrects": delivery.corrects or None}
    why = {name: getattr(delivery, name) for name in ("basis", "purpose", "term")}
    day = timezone.localdate(at)
    same = same_files(delivery)
    fresh = [path for path in delivery.paths if path not in same]
    try:
        report = _told_again(delivery.kind, same)
        if fresh:
            report += ingest(settings.STORE, delivery.kind, files=fresh, known_on=day, **about, **why)
    except Refusal as refusal:
        delivery.failure, delivery.finished_at = str(refusal), at
        _tell(delivery, FAILED)
        return delivery
    _keep(delivery, report, at=at)
    return delivery


def same_files(delivery: Delivery) -> dict[Path, Batch]:
    """The files that stand as a batch already and say nothing more by coming again: neither months that they are complete
    for nor a correction. Such a file adds nothing, whatever it is called."""
    standing = [b for b in batches.standing(settings.STORE) if b.kind == delivery.kind]
    by_content = {b.manifest()["sha256"]: b for b in standing if (b.corrects or "") == delivery.corrects}
    found = {path: by_content.get(hashlib.sha256(path.read_bytes()).hexdigest()) for path in delivery.paths}
    return {path: batch for path, batch in found.items() if batch and _says_no_more(delivery.covers, batch)}


def _says_no_more(covers: str, batch: Batch) -> bool:
    if not covers:
        return True
    first, last = months_covered(covers).split("..")
    begin, _dots, end = (batch.covers or "").partition("..")
    return bool(end) and begin <= first and last <= end


def _told_again(kind: str, same: Mapping[Path, Batch]) -> IngestReport:
    """What such files brought: the rows of the batch and what is wrong with them, and nothing new."""
    told = tuple(again(batch, file=path.name) for path, batch in same.items())
    found = [(about_file("known_batch", path.name), *_found_in(batch, path.name)) for path, batch in same.items()]
    return IngestReport(kind, told, tuple(finding for those in found for finding in those))


def _found_in(batch: Batch, name: str) -> list[Finding]:
    return [Finding(**{**told, "file": name}) for told in batch.findings()]


def _tell(delivery: Delivery, state: str, *, progress: str = "") -> None:
    delivery.state, delivery.progress = state, progress
    delivery.save()


def _keep(delivery: Delivery, report: IngestReport, *, at: datetime) -> None:
    told = report.to_json()
    delivery.findings_file.write_text(json.dumps(told["findings"], ensure_ascii=False), encoding="utf-8")
    write_marked(delivery.marked_file, delivery.paths, report=report)
    delivery.batches, delivery.finished_at = told["batches"], at
    delivery.errors = sum(finding.level == ERROR for finding in report.findings)
    delivery.warnings = len(report.findings) - delivery.errors
    _tell(delivery, DONE)


def withdraw(batch: str, *, by: Actor, at: datetime, comment: str) -> None:
    """Let a batch count no more in later seals. UnknownBatch, AlreadyWithdrawn."""
    under = holding_of(by, *DELIVERERS)
    with transaction.atomic():
        chain.append(
            at=at,
            by=by,
            under=under,
            what="batch.withdrawn",
            about=f"batch/{batch}",
            before={"standing": "是"},
            after={"standing": "否"},
            comment=comment,
            reason_needed=True,
        )
        batches.withdraw(settings.STORE, batch, on=timezone.localdate(at))


def seal_now(*, at: datetime) -> Seal:
    """Deliver the registry and seal what stands; where nothing changed, the seal that holds it."""
    deliver_registry(at=at)
    return seals.current(settings.STORE)
