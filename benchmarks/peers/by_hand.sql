-- The measure of clause 4 by hand: what in_force computes at the readings in force, on the same sealed files, as one who
-- knows both the rules and DuckDB would write it for speed. {snapshot} and {to} are filled in. Award year 2026.
COPY (
    WITH counting AS (
        SELECT kind FROM read_parquet('{snapshot}/kinds.parquet')
        WHERE flag = 'I' AND quarantined = 0
        AND mode IN ('0110', '0214', '0615', '1210', '1239', '5010', '5014', '5015', '5033', '5034', '5335', '6033', '9610', '')
        AND transport IN ('2', '3', '4', '5', '6', 'G', 'L', '')
    ),
    by_year AS (
        SELECT consignee, released_year, sum(value_fen)::BIGINT AS value,
            CASE WHEN count(value_cents) = count(*) THEN sum(value_cents)::BIGINT END AS dollars, count(*) AS many
        FROM read_parquet('{snapshot}/lines.parquet') SEMI JOIN counting USING (kind)
        WHERE released_year BETWEEN 2024 AND 2026 GROUP BY consignee, released_year
    ),
    sums AS (
        SELECT heir_id AS party, any_value(heir) AS enterprise,
            coalesce(sum(value) FILTER (released_year = 2026), 0)::BIGINT AS imports_0,
            coalesce(sum(value) FILTER (released_year = 2025), 0)::BIGINT AS imports_1,
            coalesce(sum(value) FILTER (released_year = 2024), 0)::BIGINT AS imports_2,
            CASE WHEN count(*) FILTER (released_year = 2026 AND dollars IS NULL) = 0
                THEN coalesce(sum(dollars) FILTER (released_year = 2026), 0)::BIGINT END AS dollars_0,
            CASE WHEN count(*) FILTER (released_year = 2025 AND dollars IS NULL) = 0
                THEN coalesce(sum(dollars) FILTER (released_year = 2025), 0)::BIGINT END AS dollars_1,
            CASE WHEN count(*) FILTER (released_year = 2024 AND dollars IS NULL) = 0
                THEN coalesce(sum(dollars) FILTER (released_year = 2024), 0)::BIGINT END AS dollars_2,
            coalesce(sum(many) FILTER (released_year = 2026), 0)::BIGINT AS lines_0,
            coalesce(sum(many) FILTER (released_year = 2025), 0)::BIGINT AS lines_1,
            coalesce(sum(many) FILTER (released_year = 2024), 0)::BIGINT AS lines_2
        FROM by_year JOIN read_parquet('{snapshot}/parties.parquet') ON consignee = id GROUP BY heir_id
    ),
    stays AS (
        SELECT enterprise,
            max((settled_on <= DATE '2026-12-31' AND coalesce(left_on, DATE '9999-12-31') > DATE '2026-12-31')::BIGINT) AS inside_0,
            max((settled_on <= DATE '2025-12-31' AND coalesce(left_on, DATE '9999-12-31') > DATE '2025-12-31')::BIGINT) AS inside_1,
            max((settled_on <= DATE '2026-12-31' AND coalesce(left_on, DATE '9999-12-31') > DATE '2026-12-31')::BIGINT) AS inside_on,
            min(settled_on) AS settled_on, max((customs_code IS NOT NULL)::BIGINT) AS has_customs_code
        FROM read_parquet('{snapshot}/codes.parquet') GROUP BY enterprise
    ),
    known AS (
        SELECT e.*, s.* EXCLUDE (enterprise), 1::BIGINT AS registered, p.id AS party, e.enterprise AS subject
        FROM read_parquet('{snapshot}/enterprises.parquet') e LEFT JOIN stays s USING (enterprise)
        LEFT JOIN read_parquet('{snapshot}/parties.parquet') p ON p.party = e.enterprise
    ),
    base AS (
        SELECT k.* , s.* EXCLUDE (party, enterprise), s.party IS NULL AS without FROM known k LEFT JOIN sums s USING (party)
        UNION ALL BY NAME
        SELECT s.*, s.enterprise AS subject, false AS without FROM sums s ANTI JOIN known USING (party)
        WHERE s.lines_1 > 0 OR s.lines_2 > 0
    ),
    filled AS (
        SELECT * EXCLUDE (without) REPLACE (
            CASE WHEN without THEN 0 ELSE imports_0 END AS imports_0, CASE WHEN without THEN 0 ELSE imports_1 END AS imports_1,
            CASE WHEN without THEN 0 ELSE imports_2 END AS imports_2, CASE WHEN without THEN 0 ELSE dollars_0 END AS dollars_0,
            CASE WHEN without THEN 0 ELSE dollars_1 END AS dollars_1, CASE WHEN without THEN 0 ELSE dollars_2 END AS dollars_2,
            CASE WHEN without THEN 0 ELSE lines_0 END AS lines_0, CASE WHEN without THEN 0 ELSE lines_1 END AS lines_1,
            CASE WHEN without THEN 0 ELSE lines_2 END AS lines_2),
            NULL::BIGINT AS storage_award
        FROM base
    ),
    stepped AS (
        SELECT *, imports_1 AS imports, imports_2 AS imports_prev, imports - imports_prev AS increment,
            greatest(increment, 0) AS counted, ((counted::HUGEINT * 25000 * 2 + 1000000) // 2000000)::BIGINT AS before_cap,
            least(before_cap, 300000000) AS uncut, registered AS is_registered, 1 - merged AS stands_alone, inside_1 AS inside,
            1::BIGINT AS delivered, 1::BIGINT AS valued, (lines_1 > 0 AND lines_2 = 0)::BIGINT AS newcomer,
            registered AS old_enough, registered AS begun
        FROM filled
    )
    SELECT * EXCLUDE (uncut),
        CASE WHEN stands_alone = 0 OR inside = 0 OR old_enough = 0 THEN 0
            WHEN is_registered = 1 AND stands_alone = 1 AND inside = 1 THEN uncut END AS award,
        CASE WHEN stands_alone = 0 OR inside = 0 THEN 'fail'
            WHEN is_registered = 1 AND stands_alone = 1 AND inside = 1 THEN 'pass' ELSE 'unknown' END AS status,
        CASE WHEN stands_alone = 0 THEN 'merged_into' WHEN inside = 0 THEN 'not_in_zone'
            WHEN is_registered IS NULL THEN 'not_registered' WHEN inside IS NULL THEN 'settled_on_missing' END AS reason_code
    FROM stepped
) TO '{to}' (FORMAT parquet, COMPRESSION zstd)
