SELECT
  "t2"."eligible_fees",
  "t2"."is_registered",
  "t2"."newly_settled",
  "t2"."trades",
  "t2"."fees_known",
  "t2"."guided",
  "t2"."before_cap",
  CASE
    WHEN "t2"."status" = 'pass'
    THEN "t2"."award"
    WHEN "t2"."status" = 'fail'
    THEN 0
    ELSE CAST(NULL AS BIGINT)
  END AS "award",
  "t2"."status",
  CASE WHEN "t2"."status" = 'pass' THEN CAST(NULL AS TEXT) ELSE "t2"."reason_code" END AS "reason_code"
FROM (
  SELECT
    "t1"."registered",
    "t1"."settled_on",
    "t1"."has_customs_code",
    "t1"."effective_on",
    "t1"."fees",
    "t1"."newly",
    "t1"."eligible_fees",
    "t1"."is_registered",
    "t1"."newly_settled",
    "t1"."trades",
    "t1"."fees_known",
    "t1"."guided",
    "t1"."before_cap",
    "t1"."before_cap" - (
      (
        "t1"."before_cap" - CAST(NULL AS BIGINT)
      ) * CAST((
        "t1"."before_cap" - CAST(NULL AS BIGINT)
      ) > 0 AS BIGINT)
    ) AS "award",
    CASE
      WHEN CASE
        WHEN "t1"."is_registered" = 0
        THEN 'is_registered'
        WHEN "t1"."newly_settled" = 0
        THEN 'not_newly_settled'
        WHEN "t1"."trades" = 0
        THEN 'not_foreign_trade'
        WHEN "t1"."guided" = 0
        THEN 'guided'
        WHEN "t1"."fees_known" = 0
        THEN 'fees_known'
        ELSE CAST(NULL AS TEXT)
      END IS NOT NULL
      THEN 'fail'
      WHEN (
        "t1"."is_registered" = 1
      )
      AND (
        "t1"."newly_settled" = 1
      )
      AND (
        "t1"."trades" = 1
      )
      AND (
        "t1"."guided" = 1
      )
      AND (
        "t1"."fees_known" = 1
      )
      AND (
        (
          "t1"."before_cap" - (
            (
              "t1"."before_cap" - CAST(NULL AS BIGINT)
            ) * CAST((
              "t1"."before_cap" - CAST(NULL AS BIGINT)
            ) > 0 AS BIGINT)
          )
        ) IS NOT NULL
      )
      THEN 'pass'
      ELSE 'unknown'
    END AS "status",
    COALESCE(
      CASE
        WHEN "t1"."is_registered" = 0
        THEN 'is_registered'
        WHEN "t1"."newly_settled" = 0
        THEN 'not_newly_settled'
        WHEN "t1"."trades" = 0
        THEN 'not_foreign_trade'
        WHEN "t1"."guided" = 0
        THEN 'guided'
        WHEN "t1"."fees_known" = 0
        THEN 'fees_known'
        ELSE CAST(NULL AS TEXT)
      END,
      COALESCE(
        CASE
          WHEN "t1"."is_registered" IS NULL
          THEN 'not_registered'
          WHEN "t1"."newly_settled" IS NULL
          THEN 'settled_on_missing'
          WHEN "t1"."trades" IS NULL
          THEN 'not_known'
          WHEN "t1"."guided" IS NULL
          THEN 'guideline_missing'
          WHEN "t1"."fees_known" IS NULL
          THEN 'fees_not_known'
          ELSE CAST(NULL AS TEXT)
        END,
        'not_known'
      )
    ) AS "reason_code"
  FROM (
    SELECT
      "t0"."registered",
      "t0"."settled_on",
      "t0"."has_customs_code",
      "t0"."effective_on",
      "t0"."fees",
      "t0"."newly",
      "t0"."fees" AS "eligible_fees",
      "t0"."registered" AS "is_registered",
      CASE
        WHEN "t0"."newly" = 'since_the_policy'
        THEN CAST("t0"."settled_on" >= "t0"."effective_on" AS BIGINT)
        WHEN "t0"."newly" = 'whenever'
        THEN "t0"."registered"
        ELSE NULL
      END AS "newly_settled",
      "t0"."has_customs_code" AS "trades",
      CASE WHEN "t0"."fees" IS NULL THEN CAST(NULL AS BIGINT) ELSE 1 END AS "fees_known",
      CAST((
        CASE WHEN CAST(NULL AS BIGINT) IS NULL THEN CAST(NULL AS BIGINT) ELSE 1 END = 1
      )
      AND (
        CASE WHEN CAST(NULL AS BIGINT) IS NULL THEN CAST(NULL AS BIGINT) ELSE 1 END = 1
      ) AS BIGINT) AS "guided",
      (
        (
          CAST(ROUND((
            ABS("t0"."fees") - (
              ABS("t0"."fees") % 1000000
            )
          ) / 1000000, 0) AS BIGINT) * CAST(NULL AS BIGINT)
        ) + CAST(ROUND(
          (
            (
              (
                (
                  ABS("t0"."fees") % 1000000
                ) * CAST(NULL AS BIGINT) * 2
              ) + 1000000
            ) - (
              (
                (
                  (
                    ABS("t0"."fees") % 1000000
                  ) * CAST(NULL AS BIGINT) * 2
                ) + 1000000
              ) % 2000000
            )
          ) / 2000000,
          0
        ) AS BIGINT)
      ) * (
        CAST("t0"."fees" > 0 AS BIGINT) - CAST("t0"."fees" < 0 AS BIGINT)
      ) AS "before_cap"
    FROM "facts" AS "t0"
  ) AS "t1"
) AS "t2"
