"""Declaration rows of many batches become lines: one per declaration and item, decided again over everything delivered.

Grain of `lines`: one row per line that may count. Who it is about and of what kind it is are numbers that point into `parties`
(id, party, heir) and `kinds` (all by which a page can tell two lines of one firm and year apart). The highest version counts;
a cancelled one counts nothing; the same key with the same content counts once; with other content the line is quarantined
with the greatest value, unless a later batch corrects the earlier. A line whose highest version is quarantined is
quarantined, never the older value. Nothing here depends on the order of rows or files, `corrects` excepted.
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
TOP = 4_611_686_018_427_387_904
MILLION = 1_000_000


def resolve(engine: Engine, batches: Sequence[Batch], *, registry: Registry, rates: pa.Table) -> None:
    """Make the engine's tables `lines`, `parties`, `kinds` and `delivered_years` out of declaration batches."""
    _load(engine, batches)
    _crowded_keys(engine)
    _tops(engine)
    _delivered(engine)
    engine.con.create_table("enterprises", registry.enterprises)
    engine.con.create_table("heirs", registry.heirs)
    engine.con.create_table("codes", registry.codes)
    engine.con.create_table("rates", rates)
    _parties_and_kinds(engine)
    _owned(engine)


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
    """Table `crowded`: hashes of the keys that stand in more than one row."""
    engine.sql(
        """CREATE TABLE crowded AS SELECT place FROM raw
            WHERE declaration IS NOT NULL AND item IS NOT NULL GROUP BY place HAVING count(*) > 1"""
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
                ORDER BY (status IS NOT DISTINCT FROM 'cancelled'), value_fen DESC NULLS LAST, {content}, batch, row) = 1"""
    )
    engine.sql(
        f"""CREATE VIEW tops AS
            SELECT * EXCLUDE (kind) FROM contested
            UNION ALL BY NAME
            SELECT *, 0 AS conflicting FROM raw ANTI JOIN crowded USING (place)
            WHERE declaration IS NOT NULL AND item IS NOT NULL
            UNION ALL BY NAME
            SELECT * EXCLUDE (turn) FROM (SELECT *, 0 AS conflicting, row_number() OVER (
                PARTITION BY declaration, item, version, {content} ORDER BY batch, row) AS turn
                FROM raw WHERE fault IS NOT NULL AND (declaration IS NULL OR item IS NULL))
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


def _parties_and_kinds(engine: Engine) -> None:
    """Whoever is named anywhere, numbered, with the enterprise that stands for it today; every kind a line can be."""
    engine.sql(
        """CREATE TABLE parties AS
            WITH named AS (SELECT uscc AS party FROM raw UNION SELECT customs_code FROM raw UNION SELECT owner_uscc FROM raw
                UNION SELECT enterprise FROM enterprises),
            numbered AS (SELECT (row_number() OVER (ORDER BY party) - 1)::BIGINT AS id, party, coalesce(heir, party) AS heir
                FROM named LEFT JOIN heirs ON party = enterprise WHERE party IS NOT NULL)
            SELECT n.*, h.id AS heir_id FROM numbered n JOIN numbered h ON n.heir = h.party"""
    )
    engine.sql(
        """CREATE TABLE kinds AS
            WITH told AS (SELECT DISTINCT coalesce(flag, '') AS flag, coalesce(mode, '') AS mode,
                coalesce(transport, '') AS transport, coalesce(destination, '') AS destination FROM raw)
            SELECT (row_number() OVER (ORDER BY flag, mode, transport, destination, quarantined, own) - 1)::BIGINT AS kind, *
            FROM told,
                (SELECT unnest([0, 1]::BIGINT[]) AS quarantined), (SELECT unnest([0, 1]::BIGINT[]) AS own)"""
    )


def _owned(engine: Engine) -> None:
    """View `lines`: whose line it is, in which year, and what it carries; `opaque` where that cannot be read."""
    engine.sql(
        f"""CREATE VIEW lines AS
            WITH named AS (
                SELECT t.*, coalesce(t.uscc, c.enterprise, t.customs_code) AS receiver,
                    coalesce(t.owner_uscc, o.enterprise, receiver) AS user,
                    (fault IS NOT NULL OR conflicting = 1)::BIGINT AS quarantined,
                    CASE WHEN t.status IS DISTINCT FROM 'cancelled' THEN t.value_fen END AS worth
                FROM tops t
                LEFT JOIN codes c ON t.uscc IS NULL AND t.customs_code = c.customs_code
                    AND t.released_on >= c.valid_from AND t.released_on < c.valid_until
                LEFT JOIN codes o ON t.owner_uscc IS NULL AND t.owner_code = o.customs_code
                    AND t.released_on >= o.valid_from AND t.released_on < o.valid_until
                LEFT JOIN cancels x ON t.declaration = x.declaration
                WHERE (t.status IS DISTINCT FROM 'cancelled' OR t.fault IS NOT NULL)
                AND (x.upto IS NULL OR t.version > x.upto))
            SELECT r.id AS consignee, u.id AS owner, k.kind,
                year(released_on)::BIGINT AS released_year,
                year(coalesce(declared_on, released_on))::BIGINT AS declared_year,
                (receiver IS NULL OR released_on IS NULL OR worth IS NULL)::BIGINT AS opaque,
                coalesce(worth, 0)::BIGINT AS value_fen,
                CASE WHEN m.cny_per_unit_e6 IS NOT NULL THEN (coalesce(worth, 0) // m.cny_per_unit_e6 * {MILLION}
                    + (2 * (coalesce(worth, 0) % m.cny_per_unit_e6) * {MILLION} + m.cny_per_unit_e6)
                    // (2 * m.cny_per_unit_e6))::BIGINT END AS value_cents,
                named.declaration, item, nullif(version, {TOP}) AS version, batch, sheet, row
            FROM named LEFT JOIN rates m ON m.month = strftime(released_on, '%Y-%m')
            LEFT JOIN parties r ON r.party = receiver LEFT JOIN parties u ON u.party = user
            JOIN kinds k ON k.flag = coalesce(named.flag, '') AND k.mode = coalesce(named.mode, '')
                AND k.transport = coalesce(named.transport, '') AND k.destination = coalesce(named.destination, '')
                AND k.quarantined = named.quarantined AND k.own = (receiver IS NOT DISTINCT FROM user)::BIGINT"""
    )
