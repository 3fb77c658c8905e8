SELECT
  "t5"."eligible_fees",
  "t5"."is_registered",
  "t5"."newly_settled",
  "t5"."trades",
  "t5"."fees_known",
  "t5"."guided",
  "t5"."before_cap",
  "t5"."award",
  "t5"."status",
  "t5"."reason_code"
FROM (
  SELECT
    "t4"."registered",
    "t4"."settled_on",
    "t4"."has_customs_code",
    "t4"."effective_on",
    "t4"."fees",
    "t4"."newly",
    "t4"."eligible_fees",
    "t4"."is_registered",
    "t4"."newly_settled",
    "t4"."trades",
    "t4"."fees_known",
    "t4"."guided",
    "t4"."before_cap",
    CASE
      WHEN "t4"."status" = 'pass'
      THEN "t4"."award"
      WHEN "t4"."status" = 'fail'
      THEN 0
      ELSE CAST(NULL AS BIGINT)
    END AS "award",
    "t4"."status",
    CASE WHEN "t4"."status" = 'pass' THEN CAST(NULL AS TEXT) ELSE "t4"."reason_code" END AS "reason_code"
  FROM (
    SELECT
      "t3"."registered",
      "t3"."settled_on",
      "t3"."has_customs_code",
      "t3"."effective_on",
      "t3"."fees",
      "t3"."newly",
      "t3"."eligible_fees",
      "t3"."is_registered",
      "t3"."newly_settled",
      "t3"."trades",
      "t3"."fees_known",
      "t3"."guided",
      "t3"."before_cap",
      "t3"."award",
      CASE
        WHEN CASE
          WHEN "t3"."is_registered" = 0
          THEN 'is_registered'
          WHEN "t3"."newly_settled" = 0
          THEN 'not_newly_settled'
          WHEN "t3"."trades" = 0
          THEN 'not_foreign_trade'
          WHEN "t3"."guided" = 0
          THEN 'guided'
          WHEN "t3"."fees_known" = 0
          THEN 'fees_known'
          ELSE CAST(NULL AS TEXT)
        END IS NOT NULL
        THEN 'fail'
        WHEN (
          "t3"."is_registered" = 1
        )
        AND (
          "t3"."newly_settled" = 1
        )
        AND (
          "t3"."trades" = 1
        )
        AND (
          "t3"."guided" = 1
        )
        AND (
          "t3"."fees_known" = 1
        )
        AND (
          "t3"."award" IS NOT NULL
        )
        THEN 'pass'
        ELSE 'unknown'
      END AS "status",
      COALESCE(
        CASE
          WHEN "t3"."is_registered" = 0
          THEN 'is_registered'
          WHEN "t3"."newly_settled" = 0
          THEN 'not_newly_settled'
          WHEN "t3"."trades" = 0
          THEN 'not_foreign_trade'
          WHEN "t3"."guided" = 0
          THEN 'guided'
          WHEN "t3"."fees_known" = 0
          THEN 'fees_known'
          ELSE CAST(NULL AS TEXT)
        END,
        COALESCE(
          CASE
            WHEN "t3"."is_registered" IS NULL
            THEN 'not_registered'
            WHEN "t3"."newly_settled" IS NULL
            THEN 'settled_on_missing'
            WHEN "t3"."trades" IS NULL
            THEN 'not_known'
            WHEN "t3"."guided" IS NULL
            THEN 'guideline_missing'
            WHEN "t3"."fees_known" IS NULL
            THEN 'fees_not_known'
            ELSE CAST(NULL AS TEXT)
          END,
          'not_known'
        )
      ) AS "reason_code"
    FROM (
      SELECT
        "t2"."registered",
        "t2"."settled_on",
        "t2"."has_customs_code",
        "t2"."effective_on",
        "t2"."fees",
        "t2"."newly",
        "t2"."eligible_fees",
        "t2"."is_registered",
        "t2"."newly_settled",
        "t2"."trades",
        "t2"."fees_known",
        "t2"."guided",
        "t2"."before_cap",
        "t2"."before_cap" - (
          (
            "t2"."before_cap" - CAST(CAST(NULL AS BIGINT) AS BIGINT)
          ) * CAST((
            "t2"."before_cap" - CAST(CAST(NULL AS BIGINT) AS BIGINT)
          ) > 0 AS BIGINT)
        ) AS "award"
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
          (
            (
              CAST(ROUND(
                (
                  ABS("t1"."eligible_fees") - (
                    ABS("t1"."eligible_fees") % 1000000
                  )
                ) / 1000000,
                0
              ) AS BIGINT) * CAST(CAST(NULL AS BIGINT) AS BIGINT)
            ) + CAST(ROUND(
              (
                (
                  (
                    (
                      ABS("t1"."eligible_fees") % 1000000
                    ) * CAST(CAST(NULL AS BIGINT) AS BIGINT) * 2
                  ) + 1000000
                ) - (
                  (
                    (
                      (
                        ABS("t1"."eligible_fees") % 1000000
                      ) * CAST(CAST(NULL AS BIGINT) AS BIGINT) * 2
                    ) + 1000000
                  ) % 2000000
                )
              ) / 2000000,
              0
            ) AS BIGINT)
          ) * (
            CAST("t1"."eligible_fees" > 0 AS BIGINT) - CAST("t1"."eligible_fees" < 0 AS BIGINT)
          ) AS "before_cap"
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
              CASE
                WHEN CAST(CAST(NULL AS BIGINT) AS BIGINT) IS NULL
                THEN CAST(NULL AS BIGINT)
                ELSE 1
              END = 1
            )
            AND (
              CASE
                WHEN CAST(CAST(NULL AS BIGINT) AS BIGINT) IS NULL
                THEN CAST(NULL AS BIGINT)
                ELSE 1
              END = 1
            ) AS BIGINT) AS "guided"
          FROM "facts" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5"
