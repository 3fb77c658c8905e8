SELECT
  "t4"."share",
  "t4"."is_registered",
  "t4"."is_first",
  "t4"."is_answered",
  "t4"."in_time",
  "t4"."once",
  "t4"."award",
  "t4"."status",
  "t4"."reason_code"
FROM (
  SELECT
    "t3"."registered",
    "t3"."recognised",
    "t3"."first_in_zones",
    "t3"."first_in_all",
    "t3"."first_on",
    "t3"."applicants",
    "t3"."turn",
    "t3"."effective_on",
    "t3"."zones_counted",
    "t3"."before_policy",
    "t3"."joint",
    "t3"."once_per",
    "t3"."share",
    "t3"."is_registered",
    "t3"."is_first",
    "t3"."is_answered",
    "t3"."in_time",
    "t3"."once",
    CASE
      WHEN "t3"."status" = 'pass'
      THEN "t3"."award"
      WHEN "t3"."status" = 'fail'
      THEN 0
      ELSE CAST(NULL AS BIGINT)
    END AS "award",
    "t3"."status",
    CASE WHEN "t3"."status" = 'pass' THEN CAST(NULL AS TEXT) ELSE "t3"."reason_code" END AS "reason_code"
  FROM (
    SELECT
      "t2"."registered",
      "t2"."recognised",
      "t2"."first_in_zones",
      "t2"."first_in_all",
      "t2"."first_on",
      "t2"."applicants",
      "t2"."turn",
      "t2"."effective_on",
      "t2"."zones_counted",
      "t2"."before_policy",
      "t2"."joint",
      "t2"."once_per",
      "t2"."share",
      "t2"."is_registered",
      "t2"."is_first",
      "t2"."is_answered",
      "t2"."in_time",
      "t2"."once",
      "t2"."award",
      CASE
        WHEN CASE
          WHEN "t2"."is_registered" = 0
          THEN 'is_registered'
          WHEN "t2"."is_answered" = 0
          THEN 'is_answered'
          WHEN "t2"."is_first" = 0
          THEN 'not_first'
          WHEN "t2"."in_time" = 0
          THEN 'before_policy'
          WHEN "t2"."once" = 0
          THEN 'already_supported'
          ELSE CAST(NULL AS TEXT)
        END IS NOT NULL
        THEN 'fail'
        WHEN (
          "t2"."is_registered" = 1
        )
        AND (
          "t2"."is_answered" = 1
        )
        AND (
          "t2"."is_first" = 1
        )
        AND (
          "t2"."in_time" = 1
        )
        AND (
          "t2"."once" = 1
        )
        AND (
          "t2"."award" IS NOT NULL
        )
        THEN 'pass'
        ELSE 'unknown'
      END AS "status",
      COALESCE(
        CASE
          WHEN "t2"."is_registered" = 0
          THEN 'is_registered'
          WHEN "t2"."is_answered" = 0
          THEN 'is_answered'
          WHEN "t2"."is_first" = 0
          THEN 'not_first'
          WHEN "t2"."in_time" = 0
          THEN 'before_policy'
          WHEN "t2"."once" = 0
          THEN 'already_supported'
          ELSE CAST(NULL AS TEXT)
        END,
        COALESCE(
          CASE
            WHEN "t2"."is_registered" IS NULL
            THEN 'not_registered'
            WHEN "t2"."is_answered" IS NULL
            THEN 'not_yet_recognised'
            WHEN "t2"."is_first" IS NULL
            THEN 'not_yet_recognised'
            WHEN "t2"."in_time" IS NULL
            THEN 'first_on_missing'
            WHEN "t2"."once" IS NULL
            THEN 'not_known'
            ELSE CAST(NULL AS TEXT)
          END,
          'not_known'
        )
      ) AS "reason_code"
    FROM (
      SELECT
        "t1"."registered",
        "t1"."recognised",
        "t1"."first_in_zones",
        "t1"."first_in_all",
        "t1"."first_on",
        "t1"."applicants",
        "t1"."turn",
        "t1"."effective_on",
        "t1"."zones_counted",
        "t1"."before_policy",
        "t1"."joint",
        "t1"."once_per",
        "t1"."share",
        "t1"."is_registered",
        "t1"."is_first",
        "t1"."is_answered",
        "t1"."in_time",
        "t1"."once",
        "t1"."share" AS "award"
      FROM (
        SELECT
          "t0"."registered",
          "t0"."recognised",
          "t0"."first_in_zones",
          "t0"."first_in_all",
          "t0"."first_on",
          "t0"."applicants",
          "t0"."turn",
          "t0"."effective_on",
          "t0"."zones_counted",
          "t0"."before_policy",
          "t0"."joint",
          "t0"."once_per",
          CASE
            WHEN "t0"."joint" = 'one_sum_shared'
            THEN CAST(ROUND(
              (
                30000000 - (
                  30000000 % NULLIF("t0"."applicants", 0)
                )
              ) / NULLIF("t0"."applicants", 0),
              0
            ) AS BIGINT)
            WHEN "t0"."joint" = 'each_in_full'
            THEN 30000000
            ELSE NULL
          END AS "share",
          "t0"."registered" AS "is_registered",
          CASE
            WHEN "t0"."zones_counted" = 'comprehensive_zones'
            THEN "t0"."first_in_zones"
            WHEN "t0"."zones_counted" = 'all_special_zones'
            THEN "t0"."first_in_all"
            ELSE NULL
          END AS "is_first",
          CASE WHEN "t0"."recognised" IS NULL THEN CAST(NULL AS BIGINT) ELSE 1 END AS "is_answered",
          CASE
            WHEN "t0"."before_policy" = 'not_counted'
            THEN CAST("t0"."first_on" >= "t0"."effective_on" AS BIGINT)
            WHEN "t0"."before_policy" = 'counted'
            THEN CASE
              WHEN CAST("t0"."first_on" >= "t0"."effective_on" AS BIGINT) = 1
              THEN CAST("t0"."first_on" >= "t0"."effective_on" AS BIGINT)
              WHEN CAST("t0"."first_on" >= "t0"."effective_on" AS BIGINT) = 0
              THEN CAST("t0"."first_on" >= "t0"."effective_on" AS BIGINT) + 1
              ELSE NULL
            END
            ELSE NULL
          END AS "in_time",
          CASE
            WHEN "t0"."once_per" = 'business'
            THEN "t0"."registered"
            WHEN "t0"."once_per" = 'enterprise'
            THEN CAST("t0"."turn" = CAST(1 AS BIGINT) AS BIGINT)
            ELSE NULL
          END AS "once"
        FROM "facts" AS "t0"
      ) AS "t1"
    ) AS "t2"
  ) AS "t3"
) AS "t4"
