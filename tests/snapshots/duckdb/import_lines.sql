SELECT
  "t7"."listed",
  "t7"."excluded",
  "t7"."unread",
  "t7"."in_scope",
  "t7"."returned",
  "t7"."usable",
  "t7"."attributed",
  "t7"."subject",
  "t7"."year",
  "t7"."unclassified",
  "t7"."admitted",
  "t7"."imported",
  "t7"."counts",
  "t7"."weight",
  "t7"."lines",
  "t7"."value",
  "t7"."dollars"
FROM (
  SELECT
    "t6"."consignee",
    "t6"."owner",
    "t6"."consignee_heir",
    "t6"."owner_heir",
    "t6"."released_year",
    "t6"."declared_year",
    "t6"."flag",
    "t6"."mode",
    "t6"."transport",
    "t6"."destination",
    "t6"."own",
    "t6"."quarantined",
    "t6"."value_fen",
    "t6"."value_cents",
    "t6"."many",
    "t6"."attribution",
    "t6"."import_scope",
    "t6"."predecessors",
    "t6"."returns",
    "t6"."date_basis",
    "t6"."unclassified_lines",
    "t6"."quarantined_lines",
    "t6"."listed",
    "t6"."excluded",
    "t6"."unread",
    "t6"."in_scope",
    "t6"."returned",
    "t6"."usable",
    "t6"."attributed",
    "t6"."subject",
    "t6"."year",
    "t6"."unclassified",
    "t6"."admitted",
    "t6"."imported",
    "t6"."counts",
    "t6"."weight",
    "t6"."lines",
    "t6"."value_fen" * "t6"."weight" AS "value",
    CASE
      WHEN CAST("t6"."weight" = CAST(0 AS BIGINT) AS BIGINT) = 1
      THEN CAST(0 AS BIGINT)
      WHEN CAST("t6"."weight" = CAST(0 AS BIGINT) AS BIGINT) = 0
      THEN "t6"."value_cents" * "t6"."weight"
      ELSE NULL
    END AS "dollars"
  FROM (
    SELECT
      "t5"."consignee",
      "t5"."owner",
      "t5"."consignee_heir",
      "t5"."owner_heir",
      "t5"."released_year",
      "t5"."declared_year",
      "t5"."flag",
      "t5"."mode",
      "t5"."transport",
      "t5"."destination",
      "t5"."own",
      "t5"."quarantined",
      "t5"."value_fen",
      "t5"."value_cents",
      "t5"."many",
      "t5"."attribution",
      "t5"."import_scope",
      "t5"."predecessors",
      "t5"."returns",
      "t5"."date_basis",
      "t5"."unclassified_lines",
      "t5"."quarantined_lines",
      "t5"."listed",
      "t5"."excluded",
      "t5"."unread",
      "t5"."in_scope",
      "t5"."returned",
      "t5"."usable",
      "t5"."attributed",
      "t5"."subject",
      "t5"."year",
      "t5"."unclassified",
      "t5"."admitted",
      "t5"."imported",
      "t5"."counts",
      "t5"."counts" - CAST((
        "t5"."returned" = 1
      )
      AND (
        "t5"."usable" = 1
      )
      AND (
        "t5"."attributed" = 1
      ) AS BIGINT) AS "weight",
      "t5"."many" * "t5"."counts" AS "lines"
    FROM (
      SELECT
        "t4"."consignee",
        "t4"."owner",
        "t4"."consignee_heir",
        "t4"."owner_heir",
        "t4"."released_year",
        "t4"."declared_year",
        "t4"."flag",
        "t4"."mode",
        "t4"."transport",
        "t4"."destination",
        "t4"."own",
        "t4"."quarantined",
        "t4"."value_fen",
        "t4"."value_cents",
        "t4"."many",
        "t4"."attribution",
        "t4"."import_scope",
        "t4"."predecessors",
        "t4"."returns",
        "t4"."date_basis",
        "t4"."unclassified_lines",
        "t4"."quarantined_lines",
        "t4"."listed",
        "t4"."excluded",
        "t4"."unread",
        "t4"."in_scope",
        "t4"."returned",
        "t4"."usable",
        "t4"."attributed",
        "t4"."subject",
        "t4"."year",
        "t4"."unclassified",
        "t4"."admitted",
        "t4"."imported",
        CAST((
          "t4"."imported" = 1
        )
        AND (
          "t4"."usable" = 1
        )
        AND (
          "t4"."attributed" = 1
        ) AS BIGINT) AS "counts"
      FROM (
        SELECT
          "t3"."consignee",
          "t3"."owner",
          "t3"."consignee_heir",
          "t3"."owner_heir",
          "t3"."released_year",
          "t3"."declared_year",
          "t3"."flag",
          "t3"."mode",
          "t3"."transport",
          "t3"."destination",
          "t3"."own",
          "t3"."quarantined",
          "t3"."value_fen",
          "t3"."value_cents",
          "t3"."many",
          "t3"."attribution",
          "t3"."import_scope",
          "t3"."predecessors",
          "t3"."returns",
          "t3"."date_basis",
          "t3"."unclassified_lines",
          "t3"."quarantined_lines",
          "t3"."listed",
          "t3"."excluded",
          "t3"."unread",
          "t3"."in_scope",
          "t3"."returned",
          "t3"."usable",
          "t3"."attributed",
          "t3"."subject",
          "t3"."year",
          "t3"."unclassified",
          "t3"."admitted",
          CAST((
            CAST("t3"."flag" = 'I' AS BIGINT) = 1
          )
          AND (
            (
              1 - "t3"."excluded"
            ) = 1
          )
          AND (
            "t3"."admitted" = 1
          )
          AND (
            "t3"."in_scope" = 1
          ) AS BIGINT) AS "imported"
        FROM (
          SELECT
            "t2"."consignee",
            "t2"."owner",
            "t2"."consignee_heir",
            "t2"."owner_heir",
            "t2"."released_year",
            "t2"."declared_year",
            "t2"."flag",
            "t2"."mode",
            "t2"."transport",
            "t2"."destination",
            "t2"."own",
            "t2"."quarantined",
            "t2"."value_fen",
            "t2"."value_cents",
            "t2"."many",
            "t2"."attribution",
            "t2"."import_scope",
            "t2"."predecessors",
            "t2"."returns",
            "t2"."date_basis",
            "t2"."unclassified_lines",
            "t2"."quarantined_lines",
            "t2"."listed",
            "t2"."excluded",
            "t2"."unread",
            "t2"."in_scope",
            "t2"."returned",
            "t2"."usable",
            "t2"."attributed",
            "t2"."subject",
            "t2"."year",
            "t2"."unclassified",
            CASE
              WHEN "t2"."unclassified_lines" = 'not_counted'
              THEN CAST((
                "t2"."listed" = 1
              ) OR (
                "t2"."unread" = 1
              ) AS BIGINT)
              WHEN "t2"."unclassified_lines" = 'counted'
              THEN CAST((
                CAST((
                  "t2"."listed" = 1
                ) OR (
                  "t2"."unread" = 1
                ) AS BIGINT) = 1
              )
              OR (
                "t2"."unclassified" = 1
              ) AS BIGINT)
              ELSE NULL
            END AS "admitted"
          FROM (
            SELECT
              "t1"."consignee",
              "t1"."owner",
              "t1"."consignee_heir",
              "t1"."owner_heir",
              "t1"."released_year",
              "t1"."declared_year",
              "t1"."flag",
              "t1"."mode",
              "t1"."transport",
              "t1"."destination",
              "t1"."own",
              "t1"."quarantined",
              "t1"."value_fen",
              "t1"."value_cents",
              "t1"."many",
              "t1"."attribution",
              "t1"."import_scope",
              "t1"."predecessors",
              "t1"."returns",
              "t1"."date_basis",
              "t1"."unclassified_lines",
              "t1"."quarantined_lines",
              "t1"."listed",
              "t1"."excluded",
              "t1"."unread",
              "t1"."in_scope",
              "t1"."returned",
              "t1"."usable",
              "t1"."attributed",
              "t1"."subject",
              "t1"."year",
              CAST((
                (
                  1 - "t1"."listed"
                ) = 1
              )
              AND (
                (
                  1 - "t1"."excluded"
                ) = 1
              )
              AND (
                (
                  1 - "t1"."unread"
                ) = 1
              ) AS BIGINT) AS "unclassified"
            FROM (
              SELECT
                "t0"."consignee",
                "t0"."owner",
                "t0"."consignee_heir",
                "t0"."owner_heir",
                "t0"."released_year",
                "t0"."declared_year",
                "t0"."flag",
                "t0"."mode",
                "t0"."transport",
                "t0"."destination",
                "t0"."own",
                "t0"."quarantined",
                "t0"."value_fen",
                "t0"."value_cents",
                "t0"."many",
                "t0"."attribution",
                "t0"."import_scope",
                "t0"."predecessors",
                "t0"."returns",
                "t0"."date_basis",
                "t0"."unclassified_lines",
                "t0"."quarantined_lines",
                CAST((
                  CAST("t0"."mode" IN (
                    '0110',
                    '0214',
                    '0615',
                    '1210',
                    '1239',
                    '5010',
                    '5014',
                    '5015',
                    '5033',
                    '5034',
                    '5335',
                    '6033',
                    '9610'
                  ) AS BIGINT) = 1
                )
                AND (
                  CAST("t0"."transport" IN ('2', '3', '4', '5', '6', 'G', 'L') AS BIGINT) = 1
                ) AS BIGINT) AS "listed",
                CAST((
                  CAST("t0"."mode" IN (
                    '1300',
                    '1500',
                    '2600',
                    '2700',
                    '3100',
                    '4500',
                    '4561',
                    '5000',
                    '5100',
                    '5200',
                    '5300',
                    '9700'
                  ) AS BIGINT) = 1
                )
                OR (
                  CAST("t0"."transport" IN ('0', '1', '7', '8', 'H', 'W', 'X', 'Y', 'Z') AS BIGINT) = 1
                ) AS BIGINT) AS "excluded",
                CAST((
                  CAST("t0"."mode" IN ('') AS BIGINT) = 1
                )
                OR (
                  CAST("t0"."transport" IN ('') AS BIGINT) = 1
                ) AS BIGINT) AS "unread",
                CASE
                  WHEN "t0"."import_scope" = 'all_listed_modes'
                  THEN 1 - CAST("t0"."mode" <> "t0"."mode" AS BIGINT)
                  WHEN "t0"."import_scope" = 'without_custody'
                  THEN 1 - CAST("t0"."mode" IN ('5033', '5034') AS BIGINT)
                  WHEN "t0"."import_scope" = 'without_equipment'
                  THEN 1 - CAST("t0"."mode" IN ('5335') AS BIGINT)
                  WHEN "t0"."import_scope" = 'general_trade'
                  THEN CAST("t0"."mode" IN ('0110') AS BIGINT)
                  ELSE NULL
                END AS "in_scope",
                CASE
                  WHEN "t0"."returns" = 'gross'
                  THEN CAST((
                    CAST("t0"."flag" = 'E' AS BIGINT) = 1
                  )
                  AND (
                    CAST("t0"."mode" IN ('4500', '4561') AS BIGINT) = 1
                  )
                  AND (
                    CAST("t0"."transport" IN ('2', '3', '4', '5', '6', 'G', 'L') AS BIGINT) = 1
                  ) AS BIGINT) - CAST((
                    CAST("t0"."flag" = 'E' AS BIGINT) = 1
                  )
                  AND (
                    CAST("t0"."mode" IN ('4500', '4561') AS BIGINT) = 1
                  )
                  AND (
                    CAST("t0"."transport" IN ('2', '3', '4', '5', '6', 'G', 'L') AS BIGINT) = 1
                  ) AS BIGINT)
                  WHEN "t0"."returns" = 'net'
                  THEN CAST((
                    CAST("t0"."flag" = 'E' AS BIGINT) = 1
                  )
                  AND (
                    CAST("t0"."mode" IN ('4500', '4561') AS BIGINT) = 1
                  )
                  AND (
                    CAST("t0"."transport" IN ('2', '3', '4', '5', '6', 'G', 'L') AS BIGINT) = 1
                  ) AS BIGINT)
                  ELSE NULL
                END AS "returned",
                CASE
                  WHEN "t0"."quarantined_lines" = 'not_counted'
                  THEN 1 - "t0"."quarantined"
                  WHEN "t0"."quarantined_lines" = 'counted'
                  THEN CAST((
                    (
                      1 - "t0"."quarantined"
                    ) = 1
                  ) OR (
                    "t0"."quarantined" = 1
                  ) AS BIGINT)
                  ELSE NULL
                END AS "usable",
                CASE
                  WHEN "t0"."attribution" = 'consignee'
                  THEN CAST((
                    "t0"."own" = 1
                  ) OR (
                    (
                      1 - "t0"."own"
                    ) = 1
                  ) AS BIGINT)
                  WHEN "t0"."attribution" = 'owner'
                  THEN CAST((
                    "t0"."own" = 1
                  ) OR (
                    (
                      1 - "t0"."own"
                    ) = 1
                  ) AS BIGINT)
                  WHEN "t0"."attribution" = 'both_equal'
                  THEN "t0"."own"
                  WHEN "t0"."attribution" = 'zone_destination'
                  THEN CAST("t0"."destination" IN ('31206', '') AS BIGINT)
                  ELSE NULL
                END AS "attributed",
                CASE
                  WHEN "t0"."attribution" = 'consignee'
                  THEN CASE
                    WHEN "t0"."predecessors" = 'consolidated'
                    THEN "t0"."consignee_heir"
                    WHEN "t0"."predecessors" = 'apart'
                    THEN "t0"."consignee"
                    ELSE NULL
                  END
                  WHEN "t0"."attribution" = 'owner'
                  THEN CASE
                    WHEN "t0"."predecessors" = 'consolidated'
                    THEN "t0"."owner_heir"
                    WHEN "t0"."predecessors" = 'apart'
                    THEN "t0"."owner"
                    ELSE NULL
                  END
                  WHEN "t0"."attribution" = 'both_equal'
                  THEN CASE
                    WHEN "t0"."predecessors" = 'consolidated'
                    THEN "t0"."consignee_heir"
                    WHEN "t0"."predecessors" = 'apart'
                    THEN "t0"."consignee"
                    ELSE NULL
                  END
                  WHEN "t0"."attribution" = 'zone_destination'
                  THEN CASE
                    WHEN "t0"."predecessors" = 'consolidated'
                    THEN "t0"."consignee_heir"
                    WHEN "t0"."predecessors" = 'apart'
                    THEN "t0"."consignee"
                    ELSE NULL
                  END
                  ELSE NULL
                END AS "subject",
                CASE
                  WHEN "t0"."date_basis" = 'release'
                  THEN "t0"."released_year"
                  WHEN "t0"."date_basis" = 'declaration'
                  THEN "t0"."declared_year"
                  ELSE NULL
                END AS "year"
              FROM "facts" AS "t0"
            ) AS "t1"
          ) AS "t2"
        ) AS "t3"
      ) AS "t4"
    ) AS "t5"
  ) AS "t6"
) AS "t7"
