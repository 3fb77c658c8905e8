"""其后有变化的：what came to the facts since a seal, and is not counted by what was computed on it."""

from dataclasses import dataclass

from django.conf import settings

from zongbao.facts import batches, seals
from zongbao.facts.decisions import recorded
from zongbao.facts.seals import Seal
from zongbao.workbench.programmes.models import Run
from zongbao.workbench.registry.models import Export
from zongbao.workbench.registry.queries import unsealed


@dataclass(frozen=True)
class Since:
    """How many batches came or were withdrawn, how many decisions were made, how many enterprises changed."""

    batches: int
    decisions: int
    enterprises: int

    def __bool__(self) -> bool:
        return bool(self.batches or self.decisions or self.enterprises)


def since(seal: Seal | None, *, policy: str = "") -> Since:
    """What came since a seal was made; of the decisions those of a policy, where one is named."""
    held = set(seal.said["batches"]) if seal else set()
    known = {told["id"] for told in seal.decisions} if seal else set()
    made = [d for d in recorded(settings.STORE) if d.id not in known and policy in ("", d.policy)]
    exports = dict(Export.objects.values_list("batch", "seq"))
    moved = (held ^ {batch.id for batch in batches.standing(settings.STORE)}) - exports.keys()
    delivered = max((exports[batch] for batch in held & exports.keys()), default=0)
    return Since(len(moved), len(made), unsealed(delivered))


def not_counted(run: Run | None) -> Since | None:
    """What a run does not count yet; nothing where there is none."""
    return since(seals.find(settings.STORE, run.snapshot), policy=run.programme.policy) if run else None
