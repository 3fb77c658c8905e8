"""Declaration rows of many batches become lines: one per declaration and item, decided again over everything delivered.

Grain of the result: one row per line that may count. The highest version counts; a cancelled one counts nothing; the same
key with the same content counts once; with other content the line is quarantined with the greatest value, unless a later
batch corrects the earlier. A line whose highest version is quarantined is quarantined, never the older value. Nothing
here depends on the order of rows or files, `corrects` excepted.
"""

from collections.abc import Sequence

import pyarrow as pa

from zongbao.facts.batches import Batch
from zongbao.facts.engines import Engine
from zongbao.facts.registry import Registry

CONTENT = (
    "status", "uscc", "customs_code", "owner_uscc", "owner_code", "flag", "released_on", "declared_on",
    "mode", "transport", "hs", "country", "destination", "value_fen", "fault",
)  # fmt: skip
ROWS_A_PASS = 8_000_000
TOP = 4_611_686_018_427_387_904
MILLION = 1_000_000


def resolve(engine: Engine, batches: Sequence[Batch], registry: Registry, rates: pa.Table) -> None:
    """Make the engine's table `lines` (see `_owned`) and `delivered_years` out of declaration batches."""
    _load(engine, batches)
    _crowded_keys(engine)
    _tops(engine)
    _delivered(engine)
    _owned(engine, registry, rates)


def _load(engine: Engine, batches: Sequence[Batch]) -> None:
    """View `raw`: all rows with their batch; an unreadable version is taken for the highest."""
    order = pa.table(
        {
            "filename": [str(b.path / "rows.parquet") for b in batches],
            "batch": pa.array(range(len(batches)), pa.int64()),
            "corrects": pa.array([_place(batches, b.corrects) for b in batches], pa.int64()),
        }
    )
    engine.con.create_table("deliveries", order)
    paths = ", ".join(f"'{b.path / 'rows.parquet'}'" for b in batches)
    engine.sql(
        f"""CREATE VIEW raw AS SELECT * EXCLUDE (filename, version),
              coalesce(version, CASE WHEN fault IS NOT NULL THEN {TOP} END) AS version,
              hash(declaration, item) AS place
            FROM read_parquet([{paths}], filename=true) JOIN deliveries USING (filename)"""
    )


def _place(batches: Sequence[Batch], corrected: str | None) -> int | None:
    return next((i for i, b in enumerate(batches) if b.id == corrected), None)


def _crowded_keys(engine: Engine) -> None:
    """Table `crowded`: hashes of the keys that stand in more than one row; in passes, so that memory stays flat."""
    (count,) = engine.sql("SELECT count(*) FROM raw").fetchone()
    passes = max(1, -(-count // ROWS_A_PASS))
    engine.sql("CREATE TABLE crowded (place UBIGINT)")
    for turn in range(passes):
        engine.sql(
            f"""INSERT INTO crowded SELECT place FROM raw WHERE place % {passes} = {turn}
                AND declaration IS NOT NULL AND item IS NOT NULL GROUP BY place HAVING count(*) > 1"""
        )


def _tops(engine: Engine) -> None:
    """View `tops`: the row that stands for each line, with `quarantined`, cancelled ones still among them."""
    content = ", ".join(CONTENT)
    engine.sql(
        f"""CREATE TABLE contested AS
            WITH many AS (SELECT * FROM raw SEMI JOIN crowded USING (place)
                          WHERE declaration IS NOT NULL AND item IS NOT NULL),
            kept AS (SELECT * FROM many m WHERE NOT EXISTS (
                SELECT 1 FROM many c WHERE c.corrects = m.batch AND c.declaration = m.declaration
                AND c.item = m.item AND c.version = m.version)),
            top AS (SELECT * FROM kept QUALIFY version = max(version) OVER (PARTITION BY declaration, item)),
            told AS (SELECT *, dense_rank() OVER (PARTITION BY declaration, item ORDER BY {content}) AS kind FROM top)
            SELECT *, (max(kind) OVER (PARTITION BY declaration, item) > 1)::BIGINT AS conflicting
            FROM told QUALIFY row_number() OVER (PARTITION BY declaration, item
                ORDER BY value_fen DESC NULLS LAST, {content}, batch, row) = 1"""
    )
    engine.sql(
        """CREATE VIEW tops AS
            SELECT * EXCLUDE (kind) FROM contested
            UNION ALL BY NAME
            SELECT *, 0 AS conflicting FROM raw ANTI JOIN crowded USING (place)
            WHERE declaration IS NOT NULL AND item IS NOT NULL
            UNION ALL BY NAME
            SELECT * EXCLUDE (turn) FROM (SELECT *, 0 AS conflicting, row_number() OVER (PARTITION BY declaration, item,
                version, status, uscc, customs_code, flag, released_on, mode, transport, value_fen, fault
                ORDER BY batch, row) AS turn FROM raw WHERE fault IS NOT NULL AND (declaration IS NULL OR item IS NULL))
            WHERE turn = 1"""
    )
    engine.sql(
        """CREATE TABLE cancels AS SELECT declaration, max(version) AS upto FROM raw
            WHERE item IS NULL AND status = 'cancelled' AND fault IS NULL GROUP BY declaration"""
    )


def _delivered(engine: Engine) -> None:
    """Table `delivered_years`: years of which some good row is here; exports and cancelled rows deliver too."""
    engine.sql(
        """CREATE TABLE delivered_years AS SELECT DISTINCT year(released_on)::BIGINT AS year FROM raw r
            WHERE fault IS NULL AND released_on IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM contested c WHERE c.conflicting = 1 AND c.declaration = r.declaration
                AND c.item = r.item AND c.version = r.version)"""
    )


def _owned(engine: Engine, registry: Registry, rates: pa.Table) -> None:
    """Table `lines`: whose line it is, in which year, and what it carries; `opaque` where that cannot be read."""
    engine.con.create_table("codes", registry.codes)
    engine.con.create_table("rates", rates)
    engine.sql(
        f"""CREATE VIEW lines AS
            WITH named AS (
                SELECT t.*, coalesce(t.uscc, c.enterprise, t.customs_code) AS consignee,
                    coalesce(t.owner_uscc, o.enterprise) AS user
                FROM tops t
                LEFT JOIN codes c ON t.uscc IS NULL AND t.customs_code = c.customs_code
                    AND t.released_on >= c.valid_from AND t.released_on < c.valid_until
                LEFT JOIN codes o ON t.owner_uscc IS NULL AND t.owner_code = o.customs_code
                    AND t.released_on >= o.valid_from AND t.released_on < o.valid_until
                LEFT JOIN cancels x ON t.declaration = x.declaration AND t.item IS NOT NULL
                WHERE (t.status IS DISTINCT FROM 'cancelled' OR t.fault IS NOT NULL OR t.conflicting = 1)
                AND (x.upto IS NULL OR t.version > x.upto))
            SELECT consignee, coalesce(user, consignee) AS owner,
                year(released_on)::BIGINT AS released_year,
                year(coalesce(declared_on, released_on))::BIGINT AS declared_year,
                coalesce(flag, '') AS flag, coalesce(mode, '') AS mode, coalesce(transport, '') AS transport,
                coalesce(destination, '') AS destination,
                (fault IS NOT NULL OR conflicting = 1)::BIGINT AS quarantined,
                (consignee IS NULL OR released_on IS NULL OR value_fen IS NULL)::BIGINT AS opaque,
                coalesce(value_fen, 0)::BIGINT AS value_fen,
                CASE WHEN r.cny_per_unit_e6 IS NOT NULL THEN (value_fen // r.cny_per_unit_e6 * {MILLION}
                    + (2 * (value_fen % r.cny_per_unit_e6) * {MILLION} + r.cny_per_unit_e6)
                    // (2 * r.cny_per_unit_e6))::BIGINT END AS value_cents,
                declaration, item, nullif(version, {TOP}) AS version, batch, sheet, row
            FROM named LEFT JOIN rates r ON r.month = strftime(released_on, '%Y-%m')"""
    )
