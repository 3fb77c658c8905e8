SELECT
  "t5"."claimed",
  "t5"."turn",
  "t5"."cut",
  "t5"."taken",
  "t5"."served",
  "t5"."share",
  "t5"."queued",
  "t5"."waiting"
FROM (
  SELECT
    "t4"."award",
    "t4"."since",
    "t4"."pot",
    "t4"."scenario",
    "t4"."key",
    "t4"."claimed",
    "t4"."turn",
    "t4"."cut",
    "t4"."taken",
    "t4"."served",
    "t4"."share",
    "t4"."queued",
    "t4"."award" - "t4"."share" AS "waiting"
  FROM (
    SELECT
      "t3"."award",
      "t3"."since",
      "t3"."pot",
      "t3"."scenario",
      "t3"."key",
      "t3"."claimed",
      "t3"."turn",
      "t3"."cut",
      "t3"."taken",
      "t3"."served",
      CASE
        WHEN "t3"."served" = 1
        THEN "t3"."award"
        WHEN "t3"."served" = 0
        THEN CAST(0 AS BIGINT)
        ELSE NULL
      END AS "share",
      (
        CAST(SUM(1 - "t3"."served") OVER (
          PARTITION BY "t3"."scenario"
          ORDER BY "t3"."turn" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS BIGINT) + CASE
          WHEN SUM(CAST((
            1 - "t3"."served"
          ) IS NULL AS BIGINT)) OVER (
            PARTITION BY "t3"."scenario"
            ORDER BY "t3"."turn" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) = 0
          THEN 0
          ELSE CAST(NULL AS BIGINT)
        END + (
          CASE WHEN "t3"."scenario" IS NULL THEN CAST(NULL AS BIGINT) ELSE 0 END + CASE
            WHEN SUM(CAST("t3"."turn" IS NULL AS BIGINT)) OVER (
              PARTITION BY "t3"."scenario"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) = 0
            THEN 0
            ELSE CAST(NULL AS BIGINT)
          END
        )
      ) * (
        1 - "t3"."served"
      ) AS "queued"
    FROM (
      SELECT
        "t2"."award",
        "t2"."since",
        "t2"."pot",
        "t2"."scenario",
        "t2"."key",
        "t2"."claimed",
        "t2"."turn",
        "t2"."cut",
        "t2"."taken",
        CAST((
          CAST("t2"."pot" >= "t2"."taken" AS BIGINT) = 1
        )
        OR (
          CAST("t2"."award" = CAST(0 AS BIGINT) AS BIGINT) = 1
        ) AS BIGINT) AS "served"
      FROM (
        SELECT
          "t1"."award",
          "t1"."since",
          "t1"."pot",
          "t1"."scenario",
          "t1"."key",
          "t1"."claimed",
          "t1"."turn",
          "t1"."cut",
          CAST(SUM("t1"."award") OVER (
            PARTITION BY "t1"."scenario"
            ORDER BY "t1"."turn" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS BIGINT) + CASE
            WHEN SUM(CAST("t1"."award" IS NULL AS BIGINT)) OVER (
              PARTITION BY "t1"."scenario"
              ORDER BY "t1"."turn" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) = 0
            THEN 0
            ELSE CAST(NULL AS BIGINT)
          END + (
            CASE WHEN "t1"."scenario" IS NULL THEN CAST(NULL AS BIGINT) ELSE 0 END + CASE
              WHEN SUM(CAST("t1"."turn" IS NULL AS BIGINT)) OVER (
                PARTITION BY "t1"."scenario"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) = 0
              THEN 0
              ELSE CAST(NULL AS BIGINT)
            END
          ) AS "taken"
        FROM (
          SELECT
            "t0"."award",
            "t0"."since",
            "t0"."pot",
            "t0"."scenario",
            "t0"."key",
            CAST(SUM("t0"."award") OVER (
              PARTITION BY "t0"."scenario"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS BIGINT) + (
              CASE WHEN "t0"."scenario" IS NULL THEN CAST(NULL AS BIGINT) ELSE 0 END + CASE
                WHEN SUM(CAST("t0"."award" IS NULL AS BIGINT)) OVER (
                  PARTITION BY "t0"."scenario"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0
                THEN 0
                ELSE CAST(NULL AS BIGINT)
              END
            ) AS "claimed",
            (
              ROW_NUMBER() OVER (
                PARTITION BY "t0"."scenario"
                ORDER BY "t0"."since" ASC, "t0"."key" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1
            ) + 1 + (
              CASE WHEN "t0"."scenario" IS NULL THEN CAST(NULL AS BIGINT) ELSE 0 END + CASE
                WHEN SUM(CAST("t0"."since" IS NULL AS BIGINT)) OVER (
                  PARTITION BY "t0"."scenario"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0
                THEN 0
                ELSE CAST(NULL AS BIGINT)
              END + CASE
                WHEN SUM(CAST("t0"."key" IS NULL AS BIGINT)) OVER (
                  PARTITION BY "t0"."scenario"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0
                THEN 0
                ELSE CAST(NULL AS BIGINT)
              END
            ) AS "turn",
            "t0"."award" - "t0"."award" AS "cut"
          FROM "facts" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5"
