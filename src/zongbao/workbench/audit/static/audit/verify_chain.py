"""核验一个操作链文件：needs Python and nothing else, nothing of ours.

Usage: python verify_chain.py CHAIN.jsonl [HEADS.jsonl]

CHAIN.jsonl (`zongbao audit export -o …`) has an entry a line: seq, algorithm, previous, digest, body, where
digest = H(previous, newline, body) and previous is the digest of the line before (64 zeros before the first).
HEADS.jsonl has the ends of the chain as they were published: each must still stand. Exit code 0 sound, 1 not, 4 unreadable.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

GENESIS = "0" * 64


def faults(entries: Iterable[dict], heads: Iterable[dict] = ()) -> Iterator[str]:
    """What is wrong, a sentence each."""
    previous, standing = GENESIS, {}
    for seq, entry in enumerate(entries, start=1):
        if entry["seq"] != seq or json.loads(entry["body"])["seq"] != seq:
            yield f"第 {seq} 条：序号是 {entry['seq']}  number"
        if entry["previous"] != previous:
            yield f"第 {seq} 条：接不上前一条  does not follow the one before"
        told = f"{entry['previous']}\n{entry['body']}".encode()
        if hashlib.new(entry["algorithm"], told).hexdigest() != entry["digest"]:
            yield f"第 {seq} 条：内容与摘要不符  content and digest differ"
        previous = standing[seq] = entry["digest"]
    for head in heads:
        if standing.get(head["seq"]) != head["digest"]:
            yield f"{head['at']} 发布的第 {head['seq']} 条链头已不在链上  a published end is gone"


def read(path: str) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def main(words: list[str]) -> int:
    if not 1 <= len(words) <= 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        entries, *heads = [read(path) for path in words]
        found = list(faults(entries, *heads))
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        sys.stderr.write(f"读不出：{unreadable}  unreadable\n")
        return 4
    sound = f"{len(entries)} 条，全部相符  all {len(entries)} entries sound"
    sys.stdout.write("\n".join([*found] or [sound]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
