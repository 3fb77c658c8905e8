"""现状：what is wrong with all that stands, as of now. Rows against each other are judged anew, never remembered."""

from collections.abc import Sequence
from pathlib import Path

from zongbao.facts.batches import Batch, standing
from zongbao.facts.checks_across import Source, verdicts
from zongbao.facts.checks_history import history_remarks
from zongbao.facts.checks_owner import owner_remarks
from zongbao.facts.findings import Finding
from zongbao.facts.kinds import KINDS, Kind
from zongbao.facts.told import across_remarks, findings_of


def findings_now(store: Path) -> list[Finding]:
    """Every finding on every batch that stands: on the file by itself, and on its rows against the others."""
    every = standing(store)
    found: list[Finding] = []
    for kind in KINDS.values():
        mine = [batch for batch in every if batch.kind == kind.name]
        sources = [Source(batch.id, batch.order, batch.corrects, batch.rows()) for batch in mine]
        for batch in mine:
            found += [Finding(**said) for said in batch.findings()]
            found += _against_others(batch, kind, sources=sources, every=every)
    return found


def _against_others(batch: Batch, kind: Kind, *, sources: Sequence[Source], every: Sequence[Batch]) -> list[Finding]:
    """Rows against rows of all that stands, and against the registry; values against what stood before."""
    rows = batch.rows().collect()
    head_rows = batch.manifest()["head_rows"]
    before = [source for source in sources if source.order < batch.order]
    remarks = (
        across_remarks(verdicts(kind, sources, of=batch.id)),
        history_remarks(rows, kind, others=before),
        owner_remarks(rows, kind, standing=every),
    )
    return [one for told in remarks for one in findings_of(rows, told, kind=kind, file=batch.file, head_rows=head_rows)]
