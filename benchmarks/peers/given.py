"""What every peer is given: the code lists of the rule, the registry as arrays, and a loop that times it.

Only pyarrow and numpy, which every peer's environment has. The clock starts after the imports and ends when the result is a
file; the answer is one JSON line: seconds of each round, and the peak memory of the process.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

COUNTED = (
    "0110", "0214", "0615", "1210", "1239", "5010", "5014", "5015", "5033", "5034", "5335", "6033", "9610",
)  # fmt: skip
CROSSING = ("2", "3", "4", "5", "6", "G", "L")
UNCOUNTED = ("1300", "1500", "2600", "2700", "3100", "4500", "4561", "5000", "5100", "5200", "5300", "9700")
NOT_CROSSING = ("0", "1", "7", "8", "H", "W", "X", "Y", "Z")
YEAR_END = date(2025, 12, 31)


def enterprises_of(snapshot: Path) -> dict[str, Any]:
    """enterprise, merged, inside (at the end of 2025), registered = 1: one value per enterprise of the registry."""
    known = pq.ParquetFile(snapshot / "enterprises.parquet").read(columns=["enterprise", "merged"])
    codes = pq.ParquetFile(snapshot / "codes.parquet").read(columns=["enterprise", "settled_on", "left_on"])
    settled, left = (codes[n].to_numpy().astype("datetime64[D]") for n in ("settled_on", "left_on"))
    end = np.datetime64(YEAR_END)
    there = codes["enterprise"].to_numpy(zero_copy_only=False)[(settled <= end) & (np.isnat(left) | (left > end))]
    name = known["enterprise"].to_numpy(zero_copy_only=False)
    inside = np.isin(name.astype("U18"), there.astype("U18"))
    merged = known["merged"].to_numpy()
    return {"enterprise": name, "merged": merged, "inside": inside.astype("int64"), "registered": np.ones_like(merged)}


def run_rounds(work: Callable[[Path, Path], None]) -> None:
    snapshot, to, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work(snapshot, to)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))
