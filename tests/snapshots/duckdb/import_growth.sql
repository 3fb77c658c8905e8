SELECT
  "t5"."imports",
  "t5"."imports_prev",
  "t5"."is_registered",
  "t5"."stands_alone",
  "t5"."inside",
  "t5"."delivered",
  "t5"."newcomer",
  "t5"."begun",
  "t5"."increment",
  "t5"."old_enough",
  "t5"."counted",
  "t5"."valued",
  "t5"."before_cap",
  CASE
    WHEN "t5"."status" = 'pass'
    THEN "t5"."award"
    WHEN "t5"."status" = 'fail'
    THEN 0
    ELSE CAST(NULL AS BIGINT)
  END AS "award",
  "t5"."status",
  CASE WHEN "t5"."status" = 'pass' THEN CAST(NULL AS TEXT) ELSE "t5"."reason_code" END AS "reason_code"
FROM (
  SELECT
    "t4"."registered",
    "t4"."merged",
    "t4"."inside_0",
    "t4"."inside_1",
    "t4"."inside_on",
    "t4"."imports_0",
    "t4"."imports_1",
    "t4"."imports_2",
    "t4"."dollars_0",
    "t4"."dollars_1",
    "t4"."dollars_2",
    "t4"."lines_0",
    "t4"."lines_1",
    "t4"."lines_2",
    "t4"."one_rate",
    "t4"."storage_award",
    "t4"."year_0",
    "t4"."year_1",
    "t4"."year_pair",
    "t4"."newcomers",
    "t4"."in_zone",
    "t4"."first_year",
    "t4"."cap_scope",
    "t4"."value_basis",
    "t4"."imports",
    "t4"."imports_prev",
    "t4"."is_registered",
    "t4"."stands_alone",
    "t4"."inside",
    "t4"."delivered",
    "t4"."newcomer",
    "t4"."begun",
    "t4"."increment",
    "t4"."old_enough",
    "t4"."counted",
    "t4"."valued",
    "t4"."before_cap",
    "t4"."award",
    CASE
      WHEN CASE
        WHEN "t4"."is_registered" = 0
        THEN 'is_registered'
        WHEN "t4"."stands_alone" = 0
        THEN 'merged_into'
        WHEN "t4"."inside" = 0
        THEN 'not_in_zone'
        WHEN "t4"."delivered" = 0
        THEN 'delivered'
        WHEN "t4"."valued" = 0
        THEN 'valued'
        WHEN "t4"."old_enough" = 0
        THEN 'newcomer'
        WHEN "t4"."begun" = 0
        THEN 'before_first_year'
        ELSE CAST(NULL AS TEXT)
      END IS NOT NULL
      THEN 'fail'
      WHEN (
        "t4"."is_registered" = 1
      )
      AND (
        "t4"."stands_alone" = 1
      )
      AND (
        "t4"."inside" = 1
      )
      AND (
        "t4"."delivered" = 1
      )
      AND (
        "t4"."valued" = 1
      )
      AND (
        "t4"."old_enough" = 1
      )
      AND (
        "t4"."begun" = 1
      )
      AND (
        "t4"."award" IS NOT NULL
      )
      THEN 'pass'
      ELSE 'unknown'
    END AS "status",
    COALESCE(
      CASE
        WHEN "t4"."is_registered" = 0
        THEN 'is_registered'
        WHEN "t4"."stands_alone" = 0
        THEN 'merged_into'
        WHEN "t4"."inside" = 0
        THEN 'not_in_zone'
        WHEN "t4"."delivered" = 0
        THEN 'delivered'
        WHEN "t4"."valued" = 0
        THEN 'valued'
        WHEN "t4"."old_enough" = 0
        THEN 'newcomer'
        WHEN "t4"."begun" = 0
        THEN 'before_first_year'
        ELSE CAST(NULL AS TEXT)
      END,
      COALESCE(
        CASE
          WHEN "t4"."is_registered" IS NULL
          THEN 'not_registered'
          WHEN "t4"."stands_alone" IS NULL
          THEN 'not_known'
          WHEN "t4"."inside" IS NULL
          THEN 'settled_on_missing'
          WHEN "t4"."delivered" IS NULL
          THEN 'year_not_delivered'
          WHEN "t4"."valued" IS NULL
          THEN 'value_not_known'
          WHEN "t4"."old_enough" IS NULL
          THEN 'not_known'
          WHEN "t4"."begun" IS NULL
          THEN 'not_known'
          ELSE CAST(NULL AS TEXT)
        END,
        'not_known'
      )
    ) AS "reason_code"
  FROM (
    SELECT
      "t3"."registered",
      "t3"."merged",
      "t3"."inside_0",
      "t3"."inside_1",
      "t3"."inside_on",
      "t3"."imports_0",
      "t3"."imports_1",
      "t3"."imports_2",
      "t3"."dollars_0",
      "t3"."dollars_1",
      "t3"."dollars_2",
      "t3"."lines_0",
      "t3"."lines_1",
      "t3"."lines_2",
      "t3"."one_rate",
      "t3"."storage_award",
      "t3"."year_0",
      "t3"."year_1",
      "t3"."year_pair",
      "t3"."newcomers",
      "t3"."in_zone",
      "t3"."first_year",
      "t3"."cap_scope",
      "t3"."value_basis",
      "t3"."imports",
      "t3"."imports_prev",
      "t3"."is_registered",
      "t3"."stands_alone",
      "t3"."inside",
      "t3"."delivered",
      "t3"."newcomer",
      "t3"."begun",
      "t3"."increment",
      "t3"."old_enough",
      "t3"."counted",
      "t3"."valued",
      "t3"."before_cap",
      "t3"."before_cap" - (
        (
          "t3"."before_cap" - CASE
            WHEN "t3"."cap_scope" = 'growth_alone'
            THEN 300000000
            WHEN "t3"."cap_scope" = 'with_storage_fee'
            THEN (
              300000000 - "t3"."storage_award"
            ) * CAST((
              300000000 - "t3"."storage_award"
            ) > 0 AS BIGINT)
            ELSE NULL
          END
        ) * CAST((
          "t3"."before_cap" - CASE
            WHEN "t3"."cap_scope" = 'growth_alone'
            THEN 300000000
            WHEN "t3"."cap_scope" = 'with_storage_fee'
            THEN (
              300000000 - "t3"."storage_award"
            ) * CAST((
              300000000 - "t3"."storage_award"
            ) > 0 AS BIGINT)
            ELSE NULL
          END
        ) > 0 AS BIGINT)
      ) AS "award"
    FROM (
      SELECT
        "t2"."registered",
        "t2"."merged",
        "t2"."inside_0",
        "t2"."inside_1",
        "t2"."inside_on",
        "t2"."imports_0",
        "t2"."imports_1",
        "t2"."imports_2",
        "t2"."dollars_0",
        "t2"."dollars_1",
        "t2"."dollars_2",
        "t2"."lines_0",
        "t2"."lines_1",
        "t2"."lines_2",
        "t2"."one_rate",
        "t2"."storage_award",
        "t2"."year_0",
        "t2"."year_1",
        "t2"."year_pair",
        "t2"."newcomers",
        "t2"."in_zone",
        "t2"."first_year",
        "t2"."cap_scope",
        "t2"."value_basis",
        "t2"."imports",
        "t2"."imports_prev",
        "t2"."is_registered",
        "t2"."stands_alone",
        "t2"."inside",
        "t2"."delivered",
        "t2"."newcomer",
        "t2"."begun",
        "t2"."increment",
        "t2"."old_enough",
        "t2"."counted",
        "t2"."valued",
        (
          (
            CAST(ROUND((
              ABS("t2"."counted") - (
                ABS("t2"."counted") % 1000000
              )
            ) / 1000000, 0) AS BIGINT) * 25000
          ) + CAST(ROUND(
            (
              (
                (
                  (
                    ABS("t2"."counted") % 1000000
                  ) * 25000 * 2
                ) + 1000000
              ) - (
                (
                  (
                    (
                      ABS("t2"."counted") % 1000000
                    ) * 25000 * 2
                  ) + 1000000
                ) % 2000000
              )
            ) / 2000000,
            0
          ) AS BIGINT)
        ) * (
          CAST("t2"."counted" > 0 AS BIGINT) - CAST("t2"."counted" < 0 AS BIGINT)
        ) AS "before_cap"
      FROM (
        SELECT
          "t1"."registered",
          "t1"."merged",
          "t1"."inside_0",
          "t1"."inside_1",
          "t1"."inside_on",
          "t1"."imports_0",
          "t1"."imports_1",
          "t1"."imports_2",
          "t1"."dollars_0",
          "t1"."dollars_1",
          "t1"."dollars_2",
          "t1"."lines_0",
          "t1"."lines_1",
          "t1"."lines_2",
          "t1"."one_rate",
          "t1"."storage_award",
          "t1"."year_0",
          "t1"."year_1",
          "t1"."year_pair",
          "t1"."newcomers",
          "t1"."in_zone",
          "t1"."first_year",
          "t1"."cap_scope",
          "t1"."value_basis",
          "t1"."imports",
          "t1"."imports_prev",
          "t1"."is_registered",
          "t1"."stands_alone",
          "t1"."inside",
          "t1"."delivered",
          "t1"."newcomer",
          "t1"."begun",
          "t1"."imports" - "t1"."imports_prev" AS "increment",
          CASE
            WHEN "t1"."newcomers" = 'whole_counts'
            THEN "t1"."registered"
            WHEN "t1"."newcomers" = 'excluded'
            THEN (
              1 - "t1"."newcomer"
            ) * "t1"."registered"
            ELSE NULL
          END AS "old_enough",
          (
            "t1"."imports" - "t1"."imports_prev"
          ) * CAST((
            "t1"."imports" - "t1"."imports_prev"
          ) > 0 AS BIGINT) AS "counted",
          CASE
            WHEN (
              "t1"."imports" - "t1"."imports_prev"
            ) IS NULL
            THEN CAST(NULL AS BIGINT)
            ELSE 1
          END AS "valued"
        FROM (
          SELECT
            "t0"."registered",
            "t0"."merged",
            "t0"."inside_0",
            "t0"."inside_1",
            "t0"."inside_on",
            "t0"."imports_0",
            "t0"."imports_1",
            "t0"."imports_2",
            "t0"."dollars_0",
            "t0"."dollars_1",
            "t0"."dollars_2",
            "t0"."lines_0",
            "t0"."lines_1",
            "t0"."lines_2",
            "t0"."one_rate",
            "t0"."storage_award",
            "t0"."year_0",
            "t0"."year_1",
            "t0"."year_pair",
            "t0"."newcomers",
            "t0"."in_zone",
            "t0"."first_year",
            "t0"."cap_scope",
            "t0"."value_basis",
            CASE
              WHEN "t0"."value_basis" = 'customs_cny'
              THEN CASE
                WHEN "t0"."year_pair" = 'previous_two'
                THEN "t0"."imports_1"
                WHEN "t0"."year_pair" = 'current_previous'
                THEN "t0"."imports_0"
                ELSE NULL
              END
              WHEN "t0"."value_basis" = 'usd_at_one_rate'
              THEN (
                (
                  CAST(ROUND(
                    (
                      ABS(
                        CASE
                          WHEN "t0"."year_pair" = 'previous_two'
                          THEN "t0"."dollars_1"
                          WHEN "t0"."year_pair" = 'current_previous'
                          THEN "t0"."dollars_0"
                          ELSE NULL
                        END
                      ) - (
                        ABS(
                          CASE
                            WHEN "t0"."year_pair" = 'previous_two'
                            THEN "t0"."dollars_1"
                            WHEN "t0"."year_pair" = 'current_previous'
                            THEN "t0"."dollars_0"
                            ELSE NULL
                          END
                        ) % 1000000
                      )
                    ) / 1000000,
                    0
                  ) AS BIGINT) * "t0"."one_rate"
                ) + CAST(ROUND(
                  (
                    (
                      (
                        (
                          ABS(
                            CASE
                              WHEN "t0"."year_pair" = 'previous_two'
                              THEN "t0"."dollars_1"
                              WHEN "t0"."year_pair" = 'current_previous'
                              THEN "t0"."dollars_0"
                              ELSE NULL
                            END
                          ) % 1000000
                        ) * "t0"."one_rate" * 2
                      ) + 1000000
                    ) - (
                      (
                        (
                          (
                            ABS(
                              CASE
                                WHEN "t0"."year_pair" = 'previous_two'
                                THEN "t0"."dollars_1"
                                WHEN "t0"."year_pair" = 'current_previous'
                                THEN "t0"."dollars_0"
                                ELSE NULL
                              END
                            ) % 1000000
                          ) * "t0"."one_rate" * 2
                        ) + 1000000
                      ) % 2000000
                    )
                  ) / 2000000,
                  0
                ) AS BIGINT)
              ) * (
                CAST(CASE
                  WHEN "t0"."year_pair" = 'previous_two'
                  THEN "t0"."dollars_1"
                  WHEN "t0"."year_pair" = 'current_previous'
                  THEN "t0"."dollars_0"
                  ELSE NULL
                END > 0 AS BIGINT) - CAST(CASE
                  WHEN "t0"."year_pair" = 'previous_two'
                  THEN "t0"."dollars_1"
                  WHEN "t0"."year_pair" = 'current_previous'
                  THEN "t0"."dollars_0"
                  ELSE NULL
                END < 0 AS BIGINT)
              )
              ELSE NULL
            END AS "imports",
            CASE
              WHEN "t0"."value_basis" = 'customs_cny'
              THEN CASE
                WHEN "t0"."year_pair" = 'previous_two'
                THEN "t0"."imports_2"
                WHEN "t0"."year_pair" = 'current_previous'
                THEN "t0"."imports_1"
                ELSE NULL
              END
              WHEN "t0"."value_basis" = 'usd_at_one_rate'
              THEN (
                (
                  CAST(ROUND(
                    (
                      ABS(
                        CASE
                          WHEN "t0"."year_pair" = 'previous_two'
                          THEN "t0"."dollars_2"
                          WHEN "t0"."year_pair" = 'current_previous'
                          THEN "t0"."dollars_1"
                          ELSE NULL
                        END
                      ) - (
                        ABS(
                          CASE
                            WHEN "t0"."year_pair" = 'previous_two'
                            THEN "t0"."dollars_2"
                            WHEN "t0"."year_pair" = 'current_previous'
                            THEN "t0"."dollars_1"
                            ELSE NULL
                          END
                        ) % 1000000
                      )
                    ) / 1000000,
                    0
                  ) AS BIGINT) * "t0"."one_rate"
                ) + CAST(ROUND(
                  (
                    (
                      (
                        (
                          ABS(
                            CASE
                              WHEN "t0"."year_pair" = 'previous_two'
                              THEN "t0"."dollars_2"
                              WHEN "t0"."year_pair" = 'current_previous'
                              THEN "t0"."dollars_1"
                              ELSE NULL
                            END
                          ) % 1000000
                        ) * "t0"."one_rate" * 2
                      ) + 1000000
                    ) - (
                      (
                        (
                          (
                            ABS(
                              CASE
                                WHEN "t0"."year_pair" = 'previous_two'
                                THEN "t0"."dollars_2"
                                WHEN "t0"."year_pair" = 'current_previous'
                                THEN "t0"."dollars_1"
                                ELSE NULL
                              END
                            ) % 1000000
                          ) * "t0"."one_rate" * 2
                        ) + 1000000
                      ) % 2000000
                    )
                  ) / 2000000,
                  0
                ) AS BIGINT)
              ) * (
                CAST(CASE
                  WHEN "t0"."year_pair" = 'previous_two'
                  THEN "t0"."dollars_2"
                  WHEN "t0"."year_pair" = 'current_previous'
                  THEN "t0"."dollars_1"
                  ELSE NULL
                END > 0 AS BIGINT) - CAST(CASE
                  WHEN "t0"."year_pair" = 'previous_two'
                  THEN "t0"."dollars_2"
                  WHEN "t0"."year_pair" = 'current_previous'
                  THEN "t0"."dollars_1"
                  ELSE NULL
                END < 0 AS BIGINT)
              )
              ELSE NULL
            END AS "imports_prev",
            "t0"."registered" AS "is_registered",
            1 - "t0"."merged" AS "stands_alone",
            CASE
              WHEN "t0"."in_zone" = 'at_year_end'
              THEN CASE
                WHEN "t0"."year_pair" = 'previous_two'
                THEN "t0"."inside_1"
                WHEN "t0"."year_pair" = 'current_previous'
                THEN "t0"."inside_0"
                ELSE NULL
              END
              WHEN "t0"."in_zone" = 'also_on_the_day'
              THEN CAST((
                CASE
                  WHEN "t0"."year_pair" = 'previous_two'
                  THEN "t0"."inside_1"
                  WHEN "t0"."year_pair" = 'current_previous'
                  THEN "t0"."inside_0"
                  ELSE NULL
                END = 1
              )
              AND (
                "t0"."inside_on" = 1
              ) AS BIGINT)
              ELSE NULL
            END AS "inside",
            CASE
              WHEN CASE
                WHEN "t0"."year_pair" = 'previous_two'
                THEN "t0"."lines_1" + "t0"."lines_2"
                WHEN "t0"."year_pair" = 'current_previous'
                THEN "t0"."lines_0" + "t0"."lines_1"
                ELSE NULL
              END IS NULL
              THEN CAST(NULL AS BIGINT)
              ELSE 1
            END AS "delivered",
            CAST((
              CAST(CASE
                WHEN "t0"."year_pair" = 'previous_two'
                THEN "t0"."lines_1"
                WHEN "t0"."year_pair" = 'current_previous'
                THEN "t0"."lines_0"
                ELSE NULL
              END >= 1 AS BIGINT) = 1
            )
            AND (
              CAST(CASE
                WHEN "t0"."year_pair" = 'previous_two'
                THEN "t0"."lines_2"
                WHEN "t0"."year_pair" = 'current_previous'
                THEN "t0"."lines_1"
                ELSE NULL
              END = 0 AS BIGINT) = 1
            ) AS BIGINT) AS "newcomer",
            CASE
              WHEN "t0"."first_year" = 'growth_of_2023_counts'
              THEN "t0"."registered"
              WHEN "t0"."first_year" = 'from_growth_of_2024'
              THEN CAST(CASE
                WHEN "t0"."year_pair" = 'previous_two'
                THEN "t0"."year_1"
                WHEN "t0"."year_pair" = 'current_previous'
                THEN "t0"."year_0"
                ELSE NULL
              END >= 2024 AS BIGINT) * "t0"."registered"
              ELSE NULL
            END AS "begun"
          FROM "facts" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5"
