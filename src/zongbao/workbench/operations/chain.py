"""Append to the chain, ask it, verify it.

digest = H(previous, newline, body), with H named in the entry: sha256 or sm3.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from zongbao.workbench.operations.models import Entry, Head

GENESIS = "0" * 64


def append(
    *,
    at: datetime,
    by: Any,
    under: Any,
    what: str,
    about: str,
    file: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    comment: str = "",
    reason_needed: bool = False,
) -> Entry:
    """Add one operation at the end of the chain, in the transaction of what it tells.

    `by` is the Actor who acts, `under` the Verdict that let them: accounts stand above the chain they write to.
    """
    lent = under.holding.on_behalf_of if under.holding else None
    with transaction.atomic():
        head = _locked_head()
        told = {
            "seq": head.seq + 1,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": by.user.username if by.user else "system",
            "on_behalf_of": lent.username if lent else None,
            "role": under.role,
            "what": what,
            "about": about,
            "file": file or about,
            "before": dict(before or {}),
            "after": dict(after or {}),
            "comment": comment,
        }
        return _sealed(head, told, people=(by.user, lent), at=at, reason_needed=reason_needed)


def _locked_head() -> Head:
    return Head.objects.select_for_update().get_or_create(pk=1, defaults={"seq": 0, "digest": GENESIS})[0]


def _sealed(head: Head, told: dict[str, Any], *, people: tuple[Any, Any], at: datetime, reason_needed: bool) -> Entry:
    body, algorithm = canonical(told), settings.ZONGBAO_CHAIN_ALGORITHM
    columns = {name: told[name] for name in ("seq", "role", "what", "about", "file", "before", "after", "comment")}
    entry = Entry.objects.create(
        **columns,
        at=at,
        actor=people[0],
        on_behalf_of=people[1],
        reason_needed=reason_needed,
        body=body,
        algorithm=algorithm,
        previous=head.digest,
        digest=digest(algorithm, head.digest, body=body),
    )
    head.seq, head.digest = entry.seq, entry.digest
    head.save()
    return entry


def canonical(told: Mapping[str, Any]) -> str:
    """One text for one content: sorted keys, no spaces, characters as they are."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(algorithm: str, previous: str, *, body: str) -> str:
    return hashlib.new(algorithm, f"{previous}\n{body}".encode()).hexdigest()


def roles_in(files: Iterable[str], *, of: Any) -> dict[str, set[str]]:
    """File → the roles in which a person has acted in it."""
    found: dict[str, set[str]] = {}
    for file, role in Entry.objects.filter(actor=of, file__in=files).order_by().values_list("file", "role").distinct():
        found.setdefault(file, set()).add(role)
    return found


def faults(entries: Iterable[Entry], *, previous: str = GENESIS) -> list[str]:
    """What is wrong with a stretch of the chain: broken links, changed bodies, columns that differ from their body."""
    found, seq = [], None
    for entry in entries:
        if seq is not None and entry.seq != seq + 1:
            found.append(f"{entry.seq}: gap")
        seq = entry.seq
        if entry.previous != previous:
            found.append(f"{entry.seq}: previous")
        if entry.digest != digest(entry.algorithm, entry.previous, body=entry.body):
            found.append(f"{entry.seq}: digest")
        if not _columns_agree(entry):
            found.append(f"{entry.seq}: columns")
        previous = entry.digest
    return found


def head_faults() -> list[str]:
    """Whether the end that the next entry would follow is the end of the chain: entries cut off the end are seen here."""
    head, last = Head.objects.filter(pk=1).first(), Entry.objects.order_by("-seq").first()
    said = (head.seq, head.digest) if head else (0, GENESIS)
    return [] if said == ((last.seq, last.digest) if last else (0, GENESIS)) else [f"{said[0]}: head"]


def _columns_agree(entry: Entry) -> bool:
    told = json.loads(entry.body)
    said = {
        name: getattr(entry, name) for name in ("seq", "role", "what", "about", "file", "before", "after", "comment")
    }
    people = {"actor": entry.actor.username if entry.actor else "system"}
    people["on_behalf_of"] = entry.on_behalf_of.username if entry.on_behalf_of else None
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return told == {**said, **people, "at": at}
