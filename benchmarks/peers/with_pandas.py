"""The measure in pandas: sums in whole fen, the rate as 0.025 and `round`, as its users write it.

    python with_pandas.py SNAPSHOT TO ROUNDS
"""

from pathlib import Path

import pandas as pd
from facts import COUNTED, CROSSING, enterprises_of, run_rounds

YEARS = (2025, 2024)


def assess(snapshot: Path, to: Path) -> None:
    kinds = pd.read_parquet(snapshot / "kinds.parquet")
    counting = kinds[
        (kinds.flag == "I") & (kinds.quarantined == 0) & kinds["mode"].isin(COUNTED) & kinds.transport.isin(CROSSING)
    ]
    columns = ["consignee", "released_year", "kind", "value_fen"]
    lines = pd.read_parquet(snapshot / "lines.parquet", columns=columns)
    lines = lines[lines.kind.isin(counting.kind) & lines.released_year.isin(YEARS)]
    parties = pd.read_parquet(snapshot / "parties.parquet").set_index("id")
    sums = lines.groupby(["consignee", "released_year"]).value_fen.sum().unstack(fill_value=0)
    sums = sums.reindex(columns=list(YEARS), fill_value=0)
    sums = sums.groupby(parties.heir.reindex(sums.index).to_numpy()).sum()
    told = pd.DataFrame(enterprises_of(snapshot)).set_index("enterprise")
    told = told.join(sums.rename(columns={2025: "imports", 2024: "imports_prev"}), how="outer")
    whole = ["imports", "imports_prev", "merged", "inside", "registered"]
    told[whole] = told[whole].fillna(0).astype("int64")
    told["increment"] = told.imports - told.imports_prev
    told["counted"] = told.increment.clip(lower=0)
    told["before_cap"] = (told.counted * 0.025).round().astype("int64")
    told["award"] = told.before_cap.clip(upper=300_000_000)
    told["status"] = "pass"
    told.loc[told.registered == 0, "status"] = "unknown"
    told.loc[(told.registered == 1) & ((told.merged == 1) | (told.inside == 0)), "status"] = "fail"
    told["award"] = told.award.where(told.status == "pass", 0)
    told.rename_axis("enterprise").reset_index().to_parquet(to, compression="zstd")


if __name__ == "__main__":
    run_rounds(assess)
