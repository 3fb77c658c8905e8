"""核验与导出：the whole chain checked entry by entry, and written out for whoever checks it without us."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from zongbao.workbench.audit.heads import faults_against, heads
from zongbao.workbench.operations import chain
from zongbao.workbench.operations.models import Entry


@dataclass(frozen=True)
class Checked:
    """What was checked and what is wrong with it."""

    entries: int
    heads: int
    faults: list[str]


def check() -> Checked:
    """Every link, every body, every column, the head, and every end that was published."""
    entries = Entry.objects.select_related("actor", "on_behalf_of").order_by("seq")
    published = heads()
    faults = [*chain.faults(entries.iterator(2000)), *chain.head_faults(), *faults_against(published)]
    return Checked(entries.count(), len(published), faults)


def lines() -> Iterator[str]:
    """The chain as JSON, an entry a line, with nothing that the digest is not taken over but the digest itself."""
    kept = ("seq", "algorithm", "previous", "digest", "body")
    for entry in Entry.objects.order_by("seq").values(*kept).iterator(2000):
        yield json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"
