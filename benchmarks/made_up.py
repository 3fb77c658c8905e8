"""A made-up store of any size, written by DuckDB straight into batches as `ingest` leaves them. Nothing in it is real.

What an enterprise is like is drawn once, from its number:

- Sizes are skewed: the number is floor(M·u³), so a tenth of the enterprises has almost half of the lines and many have a
  handful.
- A trade is two or three supervision modes of its own, never all: general trade, warehouse, bonded processing, cross-border
  retail, equipment. Nine in ten lines are of its first mode.
- One enterprise in 12 is an agent: a fifth of its lines is for one of three others (`owner_uscc`); elsewhere owner = consignee.
- One in 25 now and then returns goods (4561, exported), one in 50 uses a mode or transport on no list, one in 100 has
  goods for another destination, one in 20 moves goods over the second line (5000, transport 9).
- One in 200 succeeded its neighbour; one in 41 left the zone; one line in 2,000 is of somebody the registry does not know.
- A tenth of a thousand of the lines is quarantined, one in 2,000 was amended (a second version).
- Days of release run over three years; declared up to two days before, one line in 200 forty days before.
- Values: 10^(2 + 5u) yuan to the fen, u uniform.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

SCRATCH = Path(__file__).resolve().parent.parent / "build" / "bench"
LINES_A_BATCH = 5_000_000
FIRST_YEAR, YEARS = 2024, 3
NOBODY = 7_000_000
USCC = "'91310118' || lpad(({})::VARCHAR, 9, '0') || 'X'"
TRADES = (
    ("0110", "0110", "5034"),
    ("0110", "0110", "1210"),
    ("5034", "5034", "0110"),
    ("5034", "5033", "5034"),
    ("5015", "5015", "0110"),
    ("5015", "5015", "5335"),
    ("1210", "1210", "9610"),
)
TRANSPORTS = ("2", "5", "4", "2", "5")


def make_store(store: Path, *, lines: int, enterprises: int) -> None:
    """A store with one batch of enterprises, one of rates, and declarations in batches of at most five million lines."""
    with duckdb.connect() as engine:
        engine.execute("SET preserve_insertion_order=false; SET memory_limit='1GB'; SET enable_progress_bar=false")
        engine.execute(f"SET temp_directory='{store / 'spill'}'")
        _batch(engine, store, "enterprises", rows=_enterprises(enterprises))
        _batch(engine, store, "rates", rows=_rates())
        for start in range(0, lines, LINES_A_BATCH):
            stop = min(lines, start + LINES_A_BATCH)
            _batch(engine, store, "declarations", rows=_lines(start, stop, enterprises=enterprises))


def _batch(engine: duckdb.DuckDBPyConnection, store: Path, kind: str, *, rows: str) -> None:
    home = store / "batches"
    name = f"{kind}{len(list(home.glob('*/manifest.json'))) + 1}"
    (home / name).mkdir(parents=True)
    engine.execute(f"COPY ({rows}) TO '{home / name / 'rows.parquet'}' (FORMAT parquet, COMPRESSION lz4)")
    about = {"kind": kind, "file": f"{name}.csv", "covers": None, "corrects": None, "basis": "合成数据"}
    (home / name / "manifest.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    (home / name / "findings.json").write_text("[]", "utf-8")
    number = len(list(home.glob("*/manifest.json")))
    with (home / "arrivals.jsonl").open("a") as log:
        log.write(json.dumps({"n": number, "batch": name, "on": "2026-03-01"}) + "\n")


def _enterprises(many: int) -> str:
    return f"""SELECT {USCC.format("i")} AS uscc, '示例' || i AS name, '31222' || lpad(i::VARCHAR, 5, '0') AS customs_code,
        DATE '2015-01-01' + (i % 3000)::INT AS settled_on,
        CASE WHEN i % 41 = 0 THEN make_date({FIRST_YEAR + 1}, 6, 1) END AS left_on, 'F51' AS industry,
        CASE WHEN i % 200 = 7 AND i + 1 < {many} THEN {USCC.format("i + 1")} END AS predecessors,
        i + 2 AS row, NULL::VARCHAR AS sheet, NULL::VARCHAR AS fault FROM range({many}) r(i)"""


def _rates() -> str:
    return f"""SELECT strftime(make_date({FIRST_YEAR}, 1, 1) + to_months(i::INT), '%Y-%m') AS month, 'USD' AS currency,
        (7000000 + i * 1234)::BIGINT AS cny_per_unit_e6, '合成' AS source,
        i + 2 AS row, NULL::VARCHAR AS sheet, NULL::VARCHAR AS fault
        FROM range({12 * YEARS}) r(i)"""


def _lines(start: int, stop: int, *, enterprises: int) -> str:
    """Line 2000 k + 1 is the second version of line 2000 k; the draws of a line are hashes of its number."""
    days = f"make_date({FIRST_YEAR}, 1, 1) + floor(u * {366 + 365 * (YEARS - 1)})::INT"
    modes = ", ".join(f"[{', '.join(repr(m) for m in trade)}]" for trade in TRADES)
    return f"""WITH drawn AS (
            SELECT i, i - (i % 2000 = 1)::BIGINT AS n FROM range({start}, {stop}) r(i)),
        dice AS (
            SELECT i, n, (hash(n) % 1000003) / 1000003.0 AS v, (hash(n + 77777777777) % 1000003) / 1000003.0 AS u,
                hash(n + 999999937) % 1000 AS a, hash(n + 31337) % 1000 AS b, hash(n + 5) % 1000003 AS w FROM drawn),
        firm AS (
            SELECT *,
                CASE WHEN n % 2000 = 999 THEN {NOBODY} + n // 2000 % 50 ELSE floor({enterprises} * v * v * v)::BIGINT END AS e,
                {days} AS day FROM dice),
        trade AS (
            SELECT *, hash(e + 11) AS h, [{modes}][1 + (hash(e) % {len(TRADES)})::INT] AS modes FROM firm),
        told AS (
            SELECT *, h % 25 = 1 AND a >= 990 AS back, h % 50 = 2 AND b >= 980 AS strange, h % 20 = 3 AND b < 200 AS second,
                h % 12 = 4 AND a < 200 AS agent FROM trade)
        SELECT '2238' || year(day) || '1' || lpad((n // 5)::VARCHAR, 9, '0') AS declaration, (n % 5 + 1)::VARCHAR AS item,
            (i - n)::BIGINT AS version, 'normal' AS status, {USCC.format("e")} AS uscc, NULL::VARCHAR AS customs_code,
            CASE WHEN agent THEN {USCC.format(f"(e * 7 + 3 + a % 3) % {enterprises}")} END AS owner_uscc,
            NULL::VARCHAR AS owner_code, CASE WHEN back THEN 'E' ELSE 'I' END AS flag, day::DATE AS released_on,
            (day - CASE WHEN b < 5 THEN 40 ELSE (b % 3)::INT END)::DATE AS declared_on,
            CASE WHEN back THEN '4561' WHEN strange THEN '1371' WHEN second THEN '5000'
                ELSE modes[CASE WHEN a < 900 THEN 1 WHEN a < 960 THEN 2 ELSE 3 END] END AS mode,
            CASE WHEN second THEN '9' ELSE [{", ".join(map(repr, TRANSPORTS))}][1 + (h % {len(TRANSPORTS)})::INT]
                END AS transport,
            '8471504000' AS hs, '502' AS country,
            CASE WHEN h % 100 = 5 AND b % 10 = 1 THEN '31209' ELSE '31206' END AS destination,
            floor(100 * pow(10, 2 + 5 * w / 1000003.0))::BIGINT AS value_fen, i + 2 AS row, NULL::VARCHAR AS sheet,
            CASE WHEN n % 10000 = 4321 THEN 'value_cny' END AS fault FROM told"""


def uscc(number: int) -> str:
    """The code of an enterprise of a made-up store."""
    return f"91310118{number:09d}X"


@dataclass(frozen=True)
class Asked:
    """The size asked for on the command line, and where the store may lie while the page runs."""

    lines: int
    enterprises: int
    rounds: int
    scratch: Path

    @property
    def said(self) -> str:
        return f"{self.lines:.0e} lines x {self.enterprises:.0e} enterprises".replace("e+0", "e")

    def make(self, store: Path) -> Path:
        make_store(store, lines=self.lines, enterprises=self.enterprises)
        return store


def made_store_of(words: argparse.ArgumentParser, *, lines: int, enterprises: int) -> Asked:
    """Read --lines, --enterprises and --rounds; stores are made below build/bench and deleted by who asked."""
    words.add_argument("--lines", type=int, default=lines)
    words.add_argument("--enterprises", type=int, default=enterprises)
    words.add_argument("--rounds", type=int, default=5)
    SCRATCH.mkdir(parents=True, exist_ok=True)
    return Asked(**vars(words.parse_args()), scratch=SCRATCH)
