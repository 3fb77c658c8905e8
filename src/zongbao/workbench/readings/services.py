"""What people do with readings beside deciding them: open what is silent, price a draft, see the names, attach the text."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.documents import Document, read, squeeze
from zongbao.evaluation.entitlements import Entitlements, entitlements
from zongbao.evaluation.question import Question, ask
from zongbao.evaluation.stakes import readings_of
from zongbao.facts import seals
from zongbao.facts.decisions import in_force, recorded
from zongbao.facts.engines import open_engine
from zongbao.refusals import Refusal, Unreadable
from zongbao.rules import alignment
from zongbao.rules.page import Page
from zongbao.rules.policy import Policy, load_policy
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.operations import chain
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.programmes.services import begun
from zongbao.workbench.readings.models import ENDED, OfficialText, Reading
from zongbao.workbench.readings.papers import paper_of
from zongbao.workbench.readings.queries import NAMES_OPENED, moved_by, names_of
from zongbao.workbench.readings.silences import silences
from zongbao.workbench.uploads import safe_name, scan

NAMES_SHOWN_TO = ("policy", "lead", "approver")


class NotThisPaper(Refusal):
    """A document that is not the policy's own."""


@receiver(begun)
def with_a_programme(sender: Any, *, programme: Programme, at: datetime, **_more: Any) -> None:
    """A policy that is run for the first time opens what its text leaves open."""
    open_silences(programme.policy, at=at)


def open_silences(policy_name: str, *, at: datetime) -> list[Reading]:
    """A row 待明确 for every silence of a policy that is neither decided nor under way."""
    policy = load_policy(policy_name)
    decided = in_force([asdict(d) for d in recorded(settings.STORE)], policy.name, on=timezone.localdate(at))
    under_way = set(Reading.objects.filter(policy=policy_name).exclude(state="dropped").values_list("name", flat=True))
    waiting = [name for name in silences(policy) if name not in decided and name not in under_way]
    return [Reading.objects.create(policy=policy_name, name=name, state="open", since=at) for name in waiting]


def reopen(policy_name: str, name: str, *, by: Actor, at: datetime) -> Reading:
    """Begin a new decision on what was decided before; the old one binds until the new one is published."""
    under = holding_of(by, "policy")
    with transaction.atomic():
        begun = Reading.objects.exclude(state__in=ENDED).filter(policy=policy_name, name=name).first()
        if begun is None:
            begun = Reading.objects.create(policy=policy_name, name=name, state="open", since=at)
            chain.append(at=at, by=by, under=under, what="reading.reopened", about=begun.about, after={"name": name})
    return begun


# --- prices -----------------------------------------------------------------------------------------------------------


def price(reading: Reading) -> Reading:
    """What the draft would cost: totals of every programme it moves, from–to over the other open readings."""
    policy, engine = load_policy(reading.policy), open_engine()
    now, then = [], []
    for question, measure in affected(policy, reading):
        now.append(entitlements(engine, question, measure=measure))
        then.append(entitlements(engine, question.supposing({reading.name: reading.value}), measure=measure))
    said = {
        "price_now": sum(found.total for found in now),
        "price_from": sum(found.prices.least for found in then),
        "price_to": sum(found.prices.greatest for found in then),
        "touched": len({who for old, new in zip(now, then, strict=True) for who in _moved(old, new)}),
    }
    Reading.objects.filter(pk=reading.pk, version=reading.version).update(**said)
    reading.refresh_from_db()
    return reading


def affected(policy: Policy, reading: Reading) -> Iterable[tuple[Question, Page]]:
    """The measures a silence can move, each asked for its newest programme's year."""
    seal = seals.current(settings.STORE)
    for measure in policy.measures.values():
        programme = Programme.objects.filter(policy=reading.policy, measure=measure.name).order_by("-year").first()
        if programme:
            question = ask(policy, seal, year=programme.year, on=None, base=None)
            if reading.name in _names(question, measure):
                yield question, measure


def _names(question: Question, measure: Page) -> set[str]:
    pages = (measure, *question.finer(measure))
    figures = {f"{page.name}.{name}" for page in pages for name in page.parameters}
    return figures | {reading.key for reading in readings_of(question, measure)}


def _moved(old: Entitlements, new: Entitlements) -> set[str]:
    before, after = ({row["subject"]: row for row in found.rows.to_pylist()} for found in (old, new))
    return {
        row["enterprise"]
        for subject, row in after.items()
        if (row["status"], row["award"]) != (before[subject]["status"], before[subject]["award"])
    }


def open_names(policy_name: str, name: str, *, by: Actor, at: datetime) -> None:
    """Open whom a silence moves, by name. Totals are shown without names; who opened the names stands in the chain."""
    under = holding_of(by, *NAMES_SHOWN_TO)
    said = {"name": name, "count": moved_by(policy_name, name).count()}
    chain.append(at=at, by=by, under=under, what=NAMES_OPENED, about=names_of(policy_name, name), after=said)


# --- the official text ------------------------------------------------------------------------------------------------


def attach(policy_name: str, file: Any, *, by: Actor, at: datetime) -> OfficialText:
    """Attach an official document: read it, say where the policy folder does not agree with it, keep it.

    NotThisPaper, NotTaken, Unreadable; then nothing is kept.
    """
    under = holding_of(by, "policy")
    policy, content, name = load_policy(policy_name), file.read(), safe_name(file.name)
    kept = OfficialText(policy=policy_name, name=name, sha256=hashlib.sha256(content).hexdigest(), by=by.user, at=at)
    kept.findings = _compared(policy, content, name=name)
    kept.path.parent.mkdir(parents=True, exist_ok=True)
    kept.path.write_bytes(content)
    with transaction.atomic():
        kept.save()
        said = {"name": kept.name, "sha256": kept.sha256, "findings": len(kept.findings)}
        about = f"policy/{policy_name}"[:60]
        chain.append(at=at, by=by, under=under, what="policy.text_attached", about=about, after=said)
    return kept


def _read(path: Path, *, name: str) -> Document:
    """The document; a refusal names the file as it was sent, not where it lies for the moment."""
    try:
        return read(path)
    except Unreadable as refusal:
        raise Unreadable(str(refusal).replace(str(path), name)) from refusal


def _compared(policy: Policy, content: bytes, *, name: str) -> list[dict[str, Any]]:
    """Where our words and the document differ. A document of another name and number is not this one."""
    with TemporaryDirectory() as aside:
        path = Path(aside) / name
        path.write_bytes(content)
        scan(path, name=name)
        official = _read(path, name=name)
    ours = {squeeze(policy.document["title"]), squeeze(policy.document["number"])}
    if not ours & {squeeze(official.title or ""), squeeze(official.number or "")}:
        theirs = official.title or official.number or _("没有读出标题和文号")
        said = _("这份文件（{theirs}）不是“{title}”（{number}）；请核对后附上正式文件")
        raise NotThisPaper(
            said.format(theirs=theirs[:60], title=policy.document["title"], number=policy.document["number"])
        )
    found = alignment.check_against(policy, paper_of(policy), official=official).findings
    return [asdict(finding) for finding in found]
