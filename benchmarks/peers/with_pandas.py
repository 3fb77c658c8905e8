"""The measure in pandas: sums in whole fen, the rate as 0.025 and `round`, as its users write it.

python with_pandas.py SNAPSHOT TO ROUNDS
"""

from pathlib import Path

import pandas as pd
from given import COUNTED, CROSSING, enterprises_of, run_rounds

YEARS = (2024, 2025, 2026)


def assess(snapshot: Path, to: Path) -> None:
    kinds = pd.read_parquet(snapshot / "kinds.parquet")
    counting = kinds[
        (kinds.flag == "I") & (kinds.quarantined == 0) & kinds["mode"].isin(COUNTED) & kinds.transport.isin(CROSSING)
    ]
    columns = ["consignee", "released_year", "kind", "value_fen", "value_cents"]
    lines = pd.read_parquet(snapshot / "lines.parquet", columns=columns)
    lines = lines[lines.kind.isin(counting.kind) & lines.released_year.isin(YEARS)]
    by_year = lines.groupby(["consignee", "released_year"])
    sums = by_year.agg(value=("value_fen", "sum"), dollars=("value_cents", "sum"), lines=("value_fen", "size"))
    sums = sums.unstack(fill_value=0)
    sums.columns = [f"{name}_{year}" for name, year in sums.columns]
    parties = pd.read_parquet(snapshot / "parties.parquet").set_index("id")
    sums = sums.groupby(parties.heir.reindex(sums.index).to_numpy()).sum()
    told = pd.DataFrame(enterprises_of(snapshot)).set_index("enterprise")
    told = told.join(sums, how="outer").fillna(0).astype("int64")
    told["imports"], told["imports_prev"] = told.value_2025, told.value_2024
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
