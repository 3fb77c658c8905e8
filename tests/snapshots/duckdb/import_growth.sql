SELECT
  "t7"."imports",
  "t7"."imports_prev",
  "t7"."is_registered",
  "t7"."stands_alone",
  "t7"."inside",
  "t7"."delivered",
  "t7"."newcomer",
  "t7"."begun",
  "t7"."increment",
  "t7"."old_enough",
  "t7"."counted",
  "t7"."valued",
  "t7"."before_cap",
  "t7"."award",
  "t7"."status",
  "t7"."reason_code"
FROM (
  SELECT
    "t6"."registered",
    "t6"."merged",
    "t6"."inside_0",
    "t6"."inside_1",
    "t6"."inside_on",
    "t6"."imports_0",
    "t6"."imports_1",
    "t6"."imports_2",
    "t6"."dollars_0",
    "t6"."dollars_1",
    "t6"."dollars_2",
    "t6"."lines_0",
    "t6"."lines_1",
    "t6"."lines_2",
    "t6"."one_rate",
    "t6"."storage_award",
    "t6"."year_0",
    "t6"."year_1",
    "t6"."year_pair",
    "t6"."newcomers",
    "t6"."in_zone",
    "t6"."first_year",
    "t6"."cap_scope",
    "t6"."value_basis",
    "t6"."imports",
    "t6"."imports_prev",
    "t6"."is_registered",
    "t6"."stands_alone",
    "t6"."inside",
    "t6"."delivered",
    "t6"."newcomer",
    "t6"."begun",
    "t6"."increment",
    "t6"."old_enough",
    "t6"."counted",
    "t6"."valued",
    "t6"."before_cap",
    CASE
      WHEN "t6"."status" = 'pass'
      THEN "t6"."award"
      WHEN "t6"."status" = 'fail'
      THEN 0
      ELSE CAST(NULL AS BIGINT)
    END AS "award",
    "t6"."status",
    CASE WHEN "t6"."status" = 'pass' THEN CAST(NULL AS TEXT) ELSE "t6"."reason_code" END AS "reason_code"
  FROM (
    SELECT
      "t5"."registered",
      "t5"."merged",
      "t5"."inside_0",
      "t5"."inside_1",
      "t5"."inside_on",
      "t5"."imports_0",
      "t5"."imports_1",
      "t5"."imports_2",
      "t5"."dollars_0",
      "t5"."dollars_1",
      "t5"."dollars_2",
      "t5"."lines_0",
      "t5"."lines_1",
      "t5"."lines_2",
      "t5"."one_rate",
      "t5"."storage_award",
      "t5"."year_0",
      "t5"."year_1",
      "t5"."year_pair",
      "t5"."newcomers",
      "t5"."in_zone",
      "t5"."first_year",
      "t5"."cap_scope",
      "t5"."value_basis",
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
      "t5"."award",
      CASE
        WHEN CASE
          WHEN "t5"."is_registered" = 0
          THEN 'is_registered'
          WHEN "t5"."stands_alone" = 0
          THEN 'merged_into'
          WHEN "t5"."inside" = 0
          THEN 'not_in_zone'
          WHEN "t5"."delivered" = 0
          THEN 'delivered'
          WHEN "t5"."valued" = 0
          THEN 'valued'
          WHEN "t5"."old_enough" = 0
          THEN 'newcomer'
          WHEN "t5"."begun" = 0
          THEN 'before_first_year'
          ELSE CAST(NULL AS TEXT)
        END IS NOT NULL
        THEN 'fail'
        WHEN (
          "t5"."is_registered" = 1
        )
        AND (
          "t5"."stands_alone" = 1
        )
        AND (
          "t5"."inside" = 1
        )
        AND (
          "t5"."delivered" = 1
        )
        AND (
          "t5"."valued" = 1
        )
        AND (
          "t5"."old_enough" = 1
        )
        AND (
          "t5"."begun" = 1
        )
        AND (
          "t5"."award" IS NOT NULL
        )
        THEN 'pass'
        ELSE 'unknown'
      END AS "status",
      COALESCE(
        CASE
          WHEN "t5"."is_registered" = 0
          THEN 'is_registered'
          WHEN "t5"."stands_alone" = 0
          THEN 'merged_into'
          WHEN "t5"."inside" = 0
          THEN 'not_in_zone'
          WHEN "t5"."delivered" = 0
          THEN 'delivered'
          WHEN "t5"."valued" = 0
          THEN 'valued'
          WHEN "t5"."old_enough" = 0
          THEN 'newcomer'
          WHEN "t5"."begun" = 0
          THEN 'before_first_year'
          ELSE CAST(NULL AS TEXT)
        END,
        COALESCE(
          CASE
            WHEN "t5"."is_registered" IS NULL
            THEN 'not_registered'
            WHEN "t5"."stands_alone" IS NULL
            THEN 'not_known'
            WHEN "t5"."inside" IS NULL
            THEN 'settled_on_missing'
            WHEN "t5"."delivered" IS NULL
            THEN 'year_not_delivered'
            WHEN "t5"."valued" IS NULL
            THEN 'value_not_known'
            WHEN "t5"."old_enough" IS NULL
            THEN 'not_known'
            WHEN "t5"."begun" IS NULL
            THEN 'not_known'
            ELSE CAST(NULL AS TEXT)
          END,
          'not_known'
        )
      ) AS "reason_code"
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
        "t4"."before_cap" - (
          (
            "t4"."before_cap" - CASE
              WHEN "t4"."cap_scope" = 'growth_alone'
              THEN 300000000
              WHEN "t4"."cap_scope" = 'with_storage_fee'
              THEN (
                300000000 - "t4"."storage_award"
              ) * CAST((
                300000000 - "t4"."storage_award"
              ) > 0 AS BIGINT)
              ELSE NULL
            END
          ) * CAST((
            "t4"."before_cap" - CASE
              WHEN "t4"."cap_scope" = 'growth_alone'
              THEN 300000000
              WHEN "t4"."cap_scope" = 'with_storage_fee'
              THEN (
                300000000 - "t4"."storage_award"
              ) * CAST((
                300000000 - "t4"."storage_award"
              ) > 0 AS BIGINT)
              ELSE NULL
            END
          ) > 0 AS BIGINT)
        ) AS "award"
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
          (
            (
              CAST(ROUND((
                ABS("t3"."counted") - (
                  ABS("t3"."counted") % 1000000
                )
              ) / 1000000, 0) AS BIGINT) * 25000
            ) + CAST(ROUND(
              (
                (
                  (
                    (
                      ABS("t3"."counted") % 1000000
                    ) * 25000 * 2
                  ) + 1000000
                ) - (
                  (
                    (
                      (
                        ABS("t3"."counted") % 1000000
                      ) * 25000 * 2
                    ) + 1000000
                  ) % 2000000
                )
              ) / 2000000,
              0
            ) AS BIGINT)
          ) * (
            CAST("t3"."counted" > 0 AS BIGINT) - CAST("t3"."counted" < 0 AS BIGINT)
          ) AS "before_cap"
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
            "t2"."increment" * CAST("t2"."increment" > 0 AS BIGINT) AS "counted",
            CASE WHEN "t2"."increment" IS NULL THEN CAST(NULL AS BIGINT) ELSE 1 END AS "valued"
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
              END AS "old_enough"
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
                  END >= CAST(1 AS BIGINT) AS BIGINT) = 1
                )
                AND (
                  CAST(CASE
                    WHEN "t0"."year_pair" = 'previous_two'
                    THEN "t0"."lines_2"
                    WHEN "t0"."year_pair" = 'current_previous'
                    THEN "t0"."lines_1"
                    ELSE NULL
                  END = CAST(0 AS BIGINT) AS BIGINT) = 1
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
  ) AS "t6"
) AS "t7"
