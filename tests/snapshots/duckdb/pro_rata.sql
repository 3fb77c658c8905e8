SELECT
  "t8"."claimed",
  "t8"."parts",
  "t8"."waiting",
  "t8"."enough",
  "t8"."parts_claimed",
  "t8"."divisor",
  "t8"."parts_shared",
  "t8"."first_parts",
  "t8"."rest",
  "t8"."unplaced",
  "t8"."turn",
  "t8"."one_more",
  "t8"."share",
  "t8"."cut"
FROM (
  SELECT
    "t7"."award",
    "t7"."pot",
    "t7"."unit",
    "t7"."scenario",
    "t7"."key",
    "t7"."claimed",
    "t7"."parts",
    "t7"."waiting",
    "t7"."enough",
    "t7"."parts_claimed",
    "t7"."divisor",
    "t7"."parts_shared",
    "t7"."first_parts",
    "t7"."rest",
    "t7"."unplaced",
    "t7"."turn",
    "t7"."one_more",
    "t7"."share",
    "t7"."award" - "t7"."share" AS "cut"
  FROM (
    SELECT
      "t6"."award",
      "t6"."pot",
      "t6"."unit",
      "t6"."scenario",
      "t6"."key",
      "t6"."claimed",
      "t6"."parts",
      "t6"."waiting",
      "t6"."enough",
      "t6"."parts_claimed",
      "t6"."divisor",
      "t6"."parts_shared",
      "t6"."first_parts",
      "t6"."rest",
      "t6"."unplaced",
      "t6"."turn",
      "t6"."one_more",
      CASE
        WHEN "t6"."enough" = 1
        THEN "t6"."award"
        WHEN "t6"."enough" = 0
        THEN (
          "t6"."first_parts" + "t6"."one_more"
        ) * "t6"."unit"
        ELSE NULL
      END AS "share"
    FROM (
      SELECT
        "t5"."award",
        "t5"."pot",
        "t5"."unit",
        "t5"."scenario",
        "t5"."key",
        "t5"."claimed",
        "t5"."parts",
        "t5"."waiting",
        "t5"."enough",
        "t5"."parts_claimed",
        "t5"."divisor",
        "t5"."parts_shared",
        "t5"."first_parts",
        "t5"."rest",
        "t5"."unplaced",
        "t5"."turn",
        CAST("t5"."unplaced" >= "t5"."turn" AS BIGINT) AS "one_more"
      FROM (
        SELECT
          "t4"."award",
          "t4"."pot",
          "t4"."unit",
          "t4"."scenario",
          "t4"."key",
          "t4"."claimed",
          "t4"."parts",
          "t4"."waiting",
          "t4"."enough",
          "t4"."parts_claimed",
          "t4"."divisor",
          "t4"."parts_shared",
          "t4"."first_parts",
          "t4"."rest",
          "t4"."parts_shared" - (
            CAST(SUM("t4"."first_parts") OVER (
              PARTITION BY "t4"."scenario"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS BIGINT) + (
              CASE WHEN "t4"."scenario" IS NULL THEN CAST(NULL AS BIGINT) ELSE 0 END + CASE
                WHEN SUM(CAST("t4"."first_parts" IS NULL AS BIGINT)) OVER (
                  PARTITION BY "t4"."scenario"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0
                THEN 0
                ELSE CAST(NULL AS BIGINT)
              END
            )
          ) AS "unplaced",
          (
            ROW_NUMBER() OVER (
              PARTITION BY "t4"."scenario"
              ORDER BY "t4"."rest" DESC, "t4"."key" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1
          ) + 1 + (
            CASE WHEN "t4"."scenario" IS NULL THEN CAST(NULL AS BIGINT) ELSE 0 END + CASE
              WHEN SUM(CAST("t4"."rest" IS NULL AS BIGINT)) OVER (
                PARTITION BY "t4"."scenario"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) = 0
              THEN 0
              ELSE CAST(NULL AS BIGINT)
            END + CASE
              WHEN SUM(CAST("t4"."key" IS NULL AS BIGINT)) OVER (
                PARTITION BY "t4"."scenario"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) = 0
              THEN 0
              ELSE CAST(NULL AS BIGINT)
            END
          ) AS "turn"
        FROM (
          SELECT
            "t3"."award",
            "t3"."pot",
            "t3"."unit",
            "t3"."scenario",
            "t3"."key",
            "t3"."claimed",
            "t3"."parts",
            "t3"."waiting",
            "t3"."enough",
            "t3"."parts_claimed",
            "t3"."divisor",
            "t3"."parts_shared",
            (
              (
                (
                  (
                    (
                      (
                        (
                          (
                            (
                              (
                                (
                                  0 * 500
                                ) + CAST(ROUND(
                                  (
                                    (
                                      (
                                        0 * 500
                                      ) + (
                                        (
                                          CAST(ROUND((
                                            "t3"."parts" - (
                                              "t3"."parts" % 31250000000000
                                            )
                                          ) / 31250000000000, 0) AS BIGINT) % 500
                                        ) * "t3"."parts_shared"
                                      )
                                    ) - (
                                      (
                                        (
                                          0 * 500
                                        ) + (
                                          (
                                            CAST(ROUND((
                                              "t3"."parts" - (
                                                "t3"."parts" % 31250000000000
                                              )
                                            ) / 31250000000000, 0) AS BIGINT) % 500
                                          ) * "t3"."parts_shared"
                                        )
                                      ) % NULLIF("t3"."divisor", 0)
                                    )
                                  ) / NULLIF("t3"."divisor", 0),
                                  0
                                ) AS BIGINT)
                              ) * 500
                            ) + CAST(ROUND(
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          0 * 500
                                        ) + (
                                          (
                                            CAST(ROUND((
                                              "t3"."parts" - (
                                                "t3"."parts" % 31250000000000
                                              )
                                            ) / 31250000000000, 0) AS BIGINT) % 500
                                          ) * "t3"."parts_shared"
                                        )
                                      ) % NULLIF("t3"."divisor", 0)
                                    ) * 500
                                  ) + (
                                    (
                                      CAST(ROUND((
                                        "t3"."parts" - (
                                          "t3"."parts" % 62500000000
                                        )
                                      ) / 62500000000, 0) AS BIGINT) % 500
                                    ) * "t3"."parts_shared"
                                  )
                                ) - (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            0 * 500
                                          ) + (
                                            (
                                              CAST(ROUND((
                                                "t3"."parts" - (
                                                  "t3"."parts" % 31250000000000
                                                )
                                              ) / 31250000000000, 0) AS BIGINT) % 500
                                            ) * "t3"."parts_shared"
                                          )
                                        ) % NULLIF("t3"."divisor", 0)
                                      ) * 500
                                    ) + (
                                      (
                                        CAST(ROUND((
                                          "t3"."parts" - (
                                            "t3"."parts" % 62500000000
                                          )
                                        ) / 62500000000, 0) AS BIGINT) % 500
                                      ) * "t3"."parts_shared"
                                    )
                                  ) % NULLIF("t3"."divisor", 0)
                                )
                              ) / NULLIF("t3"."divisor", 0),
                              0
                            ) AS BIGINT)
                          ) * 500
                        ) + CAST(ROUND(
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            0 * 500
                                          ) + (
                                            (
                                              CAST(ROUND((
                                                "t3"."parts" - (
                                                  "t3"."parts" % 31250000000000
                                                )
                                              ) / 31250000000000, 0) AS BIGINT) % 500
                                            ) * "t3"."parts_shared"
                                          )
                                        ) % NULLIF("t3"."divisor", 0)
                                      ) * 500
                                    ) + (
                                      (
                                        CAST(ROUND((
                                          "t3"."parts" - (
                                            "t3"."parts" % 62500000000
                                          )
                                        ) / 62500000000, 0) AS BIGINT) % 500
                                      ) * "t3"."parts_shared"
                                    )
                                  ) % NULLIF("t3"."divisor", 0)
                                ) * 500
                              ) + (
                                (
                                  CAST(ROUND((
                                    "t3"."parts" - (
                                      "t3"."parts" % 125000000
                                    )
                                  ) / 125000000, 0) AS BIGINT) % 500
                                ) * "t3"."parts_shared"
                              )
                            ) - (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              0 * 500
                                            ) + (
                                              (
                                                CAST(ROUND((
                                                  "t3"."parts" - (
                                                    "t3"."parts" % 31250000000000
                                                  )
                                                ) / 31250000000000, 0) AS BIGINT) % 500
                                              ) * "t3"."parts_shared"
                                            )
                                          ) % NULLIF("t3"."divisor", 0)
                                        ) * 500
                                      ) + (
                                        (
                                          CAST(ROUND((
                                            "t3"."parts" - (
                                              "t3"."parts" % 62500000000
                                            )
                                          ) / 62500000000, 0) AS BIGINT) % 500
                                        ) * "t3"."parts_shared"
                                      )
                                    ) % NULLIF("t3"."divisor", 0)
                                  ) * 500
                                ) + (
                                  (
                                    CAST(ROUND((
                                      "t3"."parts" - (
                                        "t3"."parts" % 125000000
                                      )
                                    ) / 125000000, 0) AS BIGINT) % 500
                                  ) * "t3"."parts_shared"
                                )
                              ) % NULLIF("t3"."divisor", 0)
                            )
                          ) / NULLIF("t3"."divisor", 0),
                          0
                        ) AS BIGINT)
                      ) * 500
                    ) + CAST(ROUND(
                      (
                        (
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              0 * 500
                                            ) + (
                                              (
                                                CAST(ROUND((
                                                  "t3"."parts" - (
                                                    "t3"."parts" % 31250000000000
                                                  )
                                                ) / 31250000000000, 0) AS BIGINT) % 500
                                              ) * "t3"."parts_shared"
                                            )
                                          ) % NULLIF("t3"."divisor", 0)
                                        ) * 500
                                      ) + (
                                        (
                                          CAST(ROUND((
                                            "t3"."parts" - (
                                              "t3"."parts" % 62500000000
                                            )
                                          ) / 62500000000, 0) AS BIGINT) % 500
                                        ) * "t3"."parts_shared"
                                      )
                                    ) % NULLIF("t3"."divisor", 0)
                                  ) * 500
                                ) + (
                                  (
                                    CAST(ROUND((
                                      "t3"."parts" - (
                                        "t3"."parts" % 125000000
                                      )
                                    ) / 125000000, 0) AS BIGINT) % 500
                                  ) * "t3"."parts_shared"
                                )
                              ) % NULLIF("t3"."divisor", 0)
                            ) * 500
                          ) + (
                            (
                              CAST(ROUND((
                                "t3"."parts" - (
                                  "t3"."parts" % 250000
                                )
                              ) / 250000, 0) AS BIGINT) % 500
                            ) * "t3"."parts_shared"
                          )
                        ) - (
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              (
                                                0 * 500
                                              ) + (
                                                (
                                                  CAST(ROUND((
                                                    "t3"."parts" - (
                                                      "t3"."parts" % 31250000000000
                                                    )
                                                  ) / 31250000000000, 0) AS BIGINT) % 500
                                                ) * "t3"."parts_shared"
                                              )
                                            ) % NULLIF("t3"."divisor", 0)
                                          ) * 500
                                        ) + (
                                          (
                                            CAST(ROUND((
                                              "t3"."parts" - (
                                                "t3"."parts" % 62500000000
                                              )
                                            ) / 62500000000, 0) AS BIGINT) % 500
                                          ) * "t3"."parts_shared"
                                        )
                                      ) % NULLIF("t3"."divisor", 0)
                                    ) * 500
                                  ) + (
                                    (
                                      CAST(ROUND((
                                        "t3"."parts" - (
                                          "t3"."parts" % 125000000
                                        )
                                      ) / 125000000, 0) AS BIGINT) % 500
                                    ) * "t3"."parts_shared"
                                  )
                                ) % NULLIF("t3"."divisor", 0)
                              ) * 500
                            ) + (
                              (
                                CAST(ROUND((
                                  "t3"."parts" - (
                                    "t3"."parts" % 250000
                                  )
                                ) / 250000, 0) AS BIGINT) % 500
                              ) * "t3"."parts_shared"
                            )
                          ) % NULLIF("t3"."divisor", 0)
                        )
                      ) / NULLIF("t3"."divisor", 0),
                      0
                    ) AS BIGINT)
                  ) * 500
                ) + CAST(ROUND(
                  (
                    (
                      (
                        (
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              (
                                                0 * 500
                                              ) + (
                                                (
                                                  CAST(ROUND((
                                                    "t3"."parts" - (
                                                      "t3"."parts" % 31250000000000
                                                    )
                                                  ) / 31250000000000, 0) AS BIGINT) % 500
                                                ) * "t3"."parts_shared"
                                              )
                                            ) % NULLIF("t3"."divisor", 0)
                                          ) * 500
                                        ) + (
                                          (
                                            CAST(ROUND((
                                              "t3"."parts" - (
                                                "t3"."parts" % 62500000000
                                              )
                                            ) / 62500000000, 0) AS BIGINT) % 500
                                          ) * "t3"."parts_shared"
                                        )
                                      ) % NULLIF("t3"."divisor", 0)
                                    ) * 500
                                  ) + (
                                    (
                                      CAST(ROUND((
                                        "t3"."parts" - (
                                          "t3"."parts" % 125000000
                                        )
                                      ) / 125000000, 0) AS BIGINT) % 500
                                    ) * "t3"."parts_shared"
                                  )
                                ) % NULLIF("t3"."divisor", 0)
                              ) * 500
                            ) + (
                              (
                                CAST(ROUND((
                                  "t3"."parts" - (
                                    "t3"."parts" % 250000
                                  )
                                ) / 250000, 0) AS BIGINT) % 500
                              ) * "t3"."parts_shared"
                            )
                          ) % NULLIF("t3"."divisor", 0)
                        ) * 500
                      ) + (
                        (
                          CAST(ROUND((
                            "t3"."parts" - (
                              "t3"."parts" % 500
                            )
                          ) / 500, 0) AS BIGINT) % 500
                        ) * "t3"."parts_shared"
                      )
                    ) - (
                      (
                        (
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              (
                                                (
                                                  0 * 500
                                                ) + (
                                                  (
                                                    CAST(ROUND((
                                                      "t3"."parts" - (
                                                        "t3"."parts" % 31250000000000
                                                      )
                                                    ) / 31250000000000, 0) AS BIGINT) % 500
                                                  ) * "t3"."parts_shared"
                                                )
                                              ) % NULLIF("t3"."divisor", 0)
                                            ) * 500
                                          ) + (
                                            (
                                              CAST(ROUND((
                                                "t3"."parts" - (
                                                  "t3"."parts" % 62500000000
                                                )
                                              ) / 62500000000, 0) AS BIGINT) % 500
                                            ) * "t3"."parts_shared"
                                          )
                                        ) % NULLIF("t3"."divisor", 0)
                                      ) * 500
                                    ) + (
                                      (
                                        CAST(ROUND((
                                          "t3"."parts" - (
                                            "t3"."parts" % 125000000
                                          )
                                        ) / 125000000, 0) AS BIGINT) % 500
                                      ) * "t3"."parts_shared"
                                    )
                                  ) % NULLIF("t3"."divisor", 0)
                                ) * 500
                              ) + (
                                (
                                  CAST(ROUND((
                                    "t3"."parts" - (
                                      "t3"."parts" % 250000
                                    )
                                  ) / 250000, 0) AS BIGINT) % 500
                                ) * "t3"."parts_shared"
                              )
                            ) % NULLIF("t3"."divisor", 0)
                          ) * 500
                        ) + (
                          (
                            CAST(ROUND((
                              "t3"."parts" - (
                                "t3"."parts" % 500
                              )
                            ) / 500, 0) AS BIGINT) % 500
                          ) * "t3"."parts_shared"
                        )
                      ) % NULLIF("t3"."divisor", 0)
                    )
                  ) / NULLIF("t3"."divisor", 0),
                  0
                ) AS BIGINT)
              ) * 500
            ) + CAST(ROUND(
              (
                (
                  (
                    (
                      (
                        (
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              (
                                                (
                                                  0 * 500
                                                ) + (
                                                  (
                                                    CAST(ROUND((
                                                      "t3"."parts" - (
                                                        "t3"."parts" % 31250000000000
                                                      )
                                                    ) / 31250000000000, 0) AS BIGINT) % 500
                                                  ) * "t3"."parts_shared"
                                                )
                                              ) % NULLIF("t3"."divisor", 0)
                                            ) * 500
                                          ) + (
                                            (
                                              CAST(ROUND((
                                                "t3"."parts" - (
                                                  "t3"."parts" % 62500000000
                                                )
                                              ) / 62500000000, 0) AS BIGINT) % 500
                                            ) * "t3"."parts_shared"
                                          )
                                        ) % NULLIF("t3"."divisor", 0)
                                      ) * 500
                                    ) + (
                                      (
                                        CAST(ROUND((
                                          "t3"."parts" - (
                                            "t3"."parts" % 125000000
                                          )
                                        ) / 125000000, 0) AS BIGINT) % 500
                                      ) * "t3"."parts_shared"
                                    )
                                  ) % NULLIF("t3"."divisor", 0)
                                ) * 500
                              ) + (
                                (
                                  CAST(ROUND((
                                    "t3"."parts" - (
                                      "t3"."parts" % 250000
                                    )
                                  ) / 250000, 0) AS BIGINT) % 500
                                ) * "t3"."parts_shared"
                              )
                            ) % NULLIF("t3"."divisor", 0)
                          ) * 500
                        ) + (
                          (
                            CAST(ROUND((
                              "t3"."parts" - (
                                "t3"."parts" % 500
                              )
                            ) / 500, 0) AS BIGINT) % 500
                          ) * "t3"."parts_shared"
                        )
                      ) % NULLIF("t3"."divisor", 0)
                    ) * 500
                  ) + (
                    (
                      CAST(ROUND((
                        "t3"."parts" - (
                          "t3"."parts" % 1
                        )
                      ) / 1, 0) AS BIGINT) % 500
                    ) * "t3"."parts_shared"
                  )
                ) - (
                  (
                    (
                      (
                        (
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              (
                                                (
                                                  (
                                                    0 * 500
                                                  ) + (
                                                    (
                                                      CAST(ROUND((
                                                        "t3"."parts" - (
                                                          "t3"."parts" % 31250000000000
                                                        )
                                                      ) / 31250000000000, 0) AS BIGINT) % 500
                                                    ) * "t3"."parts_shared"
                                                  )
                                                ) % NULLIF("t3"."divisor", 0)
                                              ) * 500
                                            ) + (
                                              (
                                                CAST(ROUND((
                                                  "t3"."parts" - (
                                                    "t3"."parts" % 62500000000
                                                  )
                                                ) / 62500000000, 0) AS BIGINT) % 500
                                              ) * "t3"."parts_shared"
                                            )
                                          ) % NULLIF("t3"."divisor", 0)
                                        ) * 500
                                      ) + (
                                        (
                                          CAST(ROUND((
                                            "t3"."parts" - (
                                              "t3"."parts" % 125000000
                                            )
                                          ) / 125000000, 0) AS BIGINT) % 500
                                        ) * "t3"."parts_shared"
                                      )
                                    ) % NULLIF("t3"."divisor", 0)
                                  ) * 500
                                ) + (
                                  (
                                    CAST(ROUND((
                                      "t3"."parts" - (
                                        "t3"."parts" % 250000
                                      )
                                    ) / 250000, 0) AS BIGINT) % 500
                                  ) * "t3"."parts_shared"
                                )
                              ) % NULLIF("t3"."divisor", 0)
                            ) * 500
                          ) + (
                            (
                              CAST(ROUND((
                                "t3"."parts" - (
                                  "t3"."parts" % 500
                                )
                              ) / 500, 0) AS BIGINT) % 500
                            ) * "t3"."parts_shared"
                          )
                        ) % NULLIF("t3"."divisor", 0)
                      ) * 500
                    ) + (
                      (
                        CAST(ROUND((
                          "t3"."parts" - (
                            "t3"."parts" % 1
                          )
                        ) / 1, 0) AS BIGINT) % 500
                      ) * "t3"."parts_shared"
                    )
                  ) % NULLIF("t3"."divisor", 0)
                )
              ) / NULLIF("t3"."divisor", 0),
              0
            ) AS BIGINT) AS "first_parts",
            (
              (
                (
                  (
                    (
                      (
                        (
                          (
                            (
                              (
                                (
                                  (
                                    (
                                      (
                                        (
                                          (
                                            (
                                              0 * 500
                                            ) + (
                                              (
                                                CAST(ROUND((
                                                  "t3"."parts" - (
                                                    "t3"."parts" % 31250000000000
                                                  )
                                                ) / 31250000000000, 0) AS BIGINT) % 500
                                              ) * "t3"."parts_shared"
                                            )
                                          ) % NULLIF("t3"."divisor", 0)
                                        ) * 500
                                      ) + (
                                        (
                                          CAST(ROUND((
                                            "t3"."parts" - (
                                              "t3"."parts" % 62500000000
                                            )
                                          ) / 62500000000, 0) AS BIGINT) % 500
                                        ) * "t3"."parts_shared"
                                      )
                                    ) % NULLIF("t3"."divisor", 0)
                                  ) * 500
                                ) + (
                                  (
                                    CAST(ROUND((
                                      "t3"."parts" - (
                                        "t3"."parts" % 125000000
                                      )
                                    ) / 125000000, 0) AS BIGINT) % 500
                                  ) * "t3"."parts_shared"
                                )
                              ) % NULLIF("t3"."divisor", 0)
                            ) * 500
                          ) + (
                            (
                              CAST(ROUND((
                                "t3"."parts" - (
                                  "t3"."parts" % 250000
                                )
                              ) / 250000, 0) AS BIGINT) % 500
                            ) * "t3"."parts_shared"
                          )
                        ) % NULLIF("t3"."divisor", 0)
                      ) * 500
                    ) + (
                      (
                        CAST(ROUND((
                          "t3"."parts" - (
                            "t3"."parts" % 500
                          )
                        ) / 500, 0) AS BIGINT) % 500
                      ) * "t3"."parts_shared"
                    )
                  ) % NULLIF("t3"."divisor", 0)
                ) * 500
              ) + (
                (
                  CAST(ROUND((
                    "t3"."parts" - (
                      "t3"."parts" % 1
                    )
                  ) / 1, 0) AS BIGINT) % 500
                ) * "t3"."parts_shared"
              )
            ) % NULLIF("t3"."divisor", 0) AS "rest"
          FROM (
            SELECT
              "t2"."award",
              "t2"."pot",
              "t2"."unit",
              "t2"."scenario",
              "t2"."key",
              "t2"."claimed",
              "t2"."parts",
              "t2"."waiting",
              "t2"."enough",
              "t2"."parts_claimed",
              "t2"."parts_claimed" + (
                (
                  1 - "t2"."parts_claimed"
                ) * CAST((
                  1 - "t2"."parts_claimed"
                ) > 0 AS BIGINT)
              ) AS "divisor",
              CAST(ROUND(
                (
                  "t2"."pot" - (
                    "t2"."pot" % NULLIF("t2"."unit", 0)
                  )
                ) / NULLIF("t2"."unit", 0),
                0
              ) AS BIGINT) - (
                (
                  CAST(ROUND(
                    (
                      "t2"."pot" - (
                        "t2"."pot" % NULLIF("t2"."unit", 0)
                      )
                    ) / NULLIF("t2"."unit", 0),
                    0
                  ) AS BIGINT) - "t2"."parts_claimed"
                ) * CAST((
                  CAST(ROUND(
                    (
                      "t2"."pot" - (
                        "t2"."pot" % NULLIF("t2"."unit", 0)
                      )
                    ) / NULLIF("t2"."unit", 0),
                    0
                  ) AS BIGINT) - "t2"."parts_claimed"
                ) > 0 AS BIGINT)
              ) AS "parts_shared"
            FROM (
              SELECT
                "t1"."award",
                "t1"."pot",
                "t1"."unit",
                "t1"."scenario",
                "t1"."key",
                "t1"."claimed",
                "t1"."parts",
                "t1"."waiting",
                CAST("t1"."pot" >= "t1"."claimed" AS BIGINT) AS "enough",
                CAST(SUM("t1"."parts") OVER (
                  PARTITION BY "t1"."scenario"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS BIGINT) + (
                  CASE WHEN "t1"."scenario" IS NULL THEN CAST(NULL AS BIGINT) ELSE 0 END + CASE
                    WHEN SUM(CAST("t1"."parts" IS NULL AS BIGINT)) OVER (
                      PARTITION BY "t1"."scenario"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) = 0
                    THEN 0
                    ELSE CAST(NULL AS BIGINT)
                  END
                ) AS "parts_claimed"
              FROM (
                SELECT
                  "t0"."award",
                  "t0"."pot",
                  "t0"."unit",
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
                  CAST(ROUND(
                    (
                      "t0"."award" - (
                        "t0"."award" % NULLIF("t0"."unit", 0)
                      )
                    ) / NULLIF("t0"."unit", 0),
                    0
                  ) AS BIGINT) AS "parts",
                  "t0"."award" - "t0"."award" AS "waiting"
                FROM "facts" AS "t0"
              ) AS "t1"
            ) AS "t2"
          ) AS "t3"
        ) AS "t4"
      ) AS "t5"
    ) AS "t6"
  ) AS "t7"
) AS "t8"
