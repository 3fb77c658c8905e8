"""Small stored tables into memory. `pyarrow.parquet.read_table` would load pandas to read one file; this does not."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """One Parquet file as an Arrow table, with all columns or the named ones in that order."""
    with pq.ParquetFile(path) as file:
        rows = file.read(columns=list(columns) if columns else None)
    return rows.select(list(columns)) if columns else rows
