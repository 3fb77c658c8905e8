"""批次：immutable deliveries on disk, named by content. A kill at any moment leaves a whole batch or none.

    store/batches/<id>/manifest.json  rows.parquet  findings.json
    store/batches/arrivals.jsonl      one line per arrival (also when a withdrawn batch comes back)
    store/batches/withdrawals.jsonl   one line per withdrawal

A batch is written into a temporary folder, every file and the folder synced, then renamed to its id; it counts from
the line in arrivals.jsonl on. Lines of both logs share one running number `n`, so what stood on a day can be told.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from zongbao.refusals import Refusal

ARRIVALS, WITHDRAWALS = "arrivals.jsonl", "withdrawals.jsonl"
INCOMING = ".incoming-"


class UnknownBatch(Refusal):
    """No batch of that name is in the store."""


class AlreadyWithdrawn(Refusal):
    """The batch was withdrawn before."""


@dataclass(frozen=True)
class Batch:
    """One batch as it lies in the store. `order` counts arrivals: later batches have the greater one."""

    id: str
    kind: str
    file: str
    covers: str | None
    corrects: str | None
    path: Path
    known_on: date
    order: int

    def manifest(self) -> dict[str, Any]:
        manifest: dict[str, Any] = json.loads((self.path / "manifest.json").read_text("utf-8"))
        return manifest

    def rows(self) -> pl.LazyFrame:
        """All rows of the file in typed columns, with `row`, `sheet`, `fault`."""
        return pl.scan_parquet(self.path / "rows.parquet")

    def findings(self) -> list[dict[str, Any]]:
        """The findings on the file by itself; rows against other batches are judged anew each time."""
        found: list[dict[str, Any]] = json.loads((self.path / "findings.json").read_text("utf-8"))
        return found


def batch_id(content_sha256: str, kind: str, *, covers: str | None, corrects: str | None) -> str:
    """The name of a batch: 16 hex digits over content, kind, covers and corrects."""
    named = "\n".join((content_sha256, kind, covers or "", corrects or ""))
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def standing(store: Path, known_on: date | None = None) -> list[Batch]:
    """The batches that count, in order of arrival: arrived and not withdrawn, as known by the end of that day."""
    last: dict[str, dict[str, Any]] = {}
    for event in _events(store):
        if known_on is None or event["on"] <= known_on.isoformat():
            last[event["batch"]] = event
    arrived = [event for event in last.values() if event["log"] == ARRIVALS]
    return [_batch(store, event) for event in sorted(arrived, key=lambda event: int(event["n"]))]


def all_batches(store: Path) -> list[Batch]:
    """Every batch that ever arrived, withdrawn ones too, in order of (last) arrival."""
    last = {event["batch"]: event for event in _events(store) if event["log"] == ARRIVALS}
    return [_batch(store, event) for event in sorted(last.values(), key=lambda event: int(event["n"]))]


def find_batch(store: Path, name: str) -> Batch:
    """The batch of that id, standing or not. UnknownBatch (3)."""
    for batch in all_batches(store):
        if batch.id == name:
            return batch
    raise UnknownBatch(f"没有批次 {name}")


def withdraw(store: Path, name: str, *, on: date) -> None:
    """Let a batch count no more in later seals. UnknownBatch, AlreadyWithdrawn (3)."""
    with locked(store):
        find_batch(store, name)
        if all(batch.id != name for batch in standing(store)):
            raise AlreadyWithdrawn(f"批次 {name} 已经撤回")
        _append(store, WITHDRAWALS, name=name, on=on)


def arrive(store: Path, name: str, *, on: date) -> None:
    """Note that a batch counts from now on; nothing happens if it already does. Call under `locked`."""
    if all(batch.id != name for batch in standing(store)):
        _append(store, ARRIVALS, name=name, on=on)


def on_disk(store: Path, name: str) -> bool:
    return (store / "batches" / name / "manifest.json").exists()


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """One writer at a time; leftovers of a killed one are swept away first."""
    home = store / "batches"
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for leftover in home.glob(INCOMING + "*"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield


def write(
    store: Path, name: str, *, manifest: dict[str, Any], rows: pl.DataFrame, findings: list[dict[str, Any]]
) -> None:
    """Put a batch into the store, whole or not at all. Call under `locked`; a batch that is there stays as it is."""
    home = store / "batches"
    if on_disk(store, name):
        return
    incoming = home / f"{INCOMING}{name}-{os.getpid()}"
    incoming.mkdir()
    rows.write_parquet(incoming / "rows.parquet", compression="lz4", statistics=False)
    (incoming / "findings.json").write_text(json.dumps(findings, ensure_ascii=False), "utf-8")
    (incoming / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    for file in incoming.iterdir():
        _sync(file)
    _sync(incoming)
    incoming.rename(home / name)
    _sync(home)


def _batch(store: Path, event: dict[str, Any]) -> Batch:
    path = store / "batches" / event["batch"]
    manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    about = {name: manifest[name] for name in ("kind", "file", "covers", "corrects")}
    return Batch(id=event["batch"], path=path, known_on=date.fromisoformat(event["on"]), order=int(event["n"]), **about)


def _events(store: Path) -> list[dict[str, Any]]:
    """Both logs as one list in the order in which things happened."""
    events = [{**event, "log": log} for log in (ARRIVALS, WITHDRAWALS) for event in _lines(store / "batches" / log)]
    return sorted(events, key=lambda event: int(event["n"]))


def _lines(log: Path) -> list[dict[str, Any]]:
    """The whole lines of a log; a last line cut short by a kill never was said."""
    if not log.exists():
        return []
    whole, _, _ = log.read_text("utf-8").rpartition("\n")
    return [json.loads(line) for line in whole.splitlines()]


def _append(store: Path, log: str, *, name: str, on: date) -> None:
    n = max((int(event["n"]) for event in _events(store)), default=0) + 1
    line = json.dumps({"n": n, "batch": name, "on": on.isoformat()}) + "\n"
    path = store / "batches" / log
    with path.open("a+b") as handle:
        handle.seek(0)
        handle.truncate(handle.read().rfind(b"\n") + 1)
        handle.write(line.encode())
        handle.flush()
        os.fsync(handle.fileno())
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
