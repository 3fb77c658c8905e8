SELECT
  `t3`.`age`,
  `t3`.`billed`,
  `t3`.`invoiced`,
  `t3`.`allowed`,
  `t3`.`subject`,
  `t3`.`year`,
  `t3`.`inside`,
  `t3`.`proven`,
  `t3`.`eligible`
FROM (
  SELECT
    `t2`.`enterprise`,
    `t2`.`settled_on`,
    `t2`.`month_start`,
    `t2`.`month_end`,
    `t2`.`billed_gross`,
    `t2`.`billed_net`,
    `t2`.`invoiced_gross`,
    `t2`.`invoiced_net`,
    `t2`.`paid`,
    `t2`.`area`,
    `t2`.`free`,
    `t2`.`window_start`,
    `t2`.`vat`,
    `t2`.`proof`,
    `t2`.`fee_year`,
    `t2`.`age`,
    `t2`.`billed`,
    `t2`.`invoiced`,
    `t2`.`allowed`,
    `t2`.`subject`,
    `t2`.`year`,
    `t2`.`inside`,
    `t2`.`proven`,
    (
      `t2`.`proven` - (
        (
          `t2`.`proven` - `t2`.`allowed`
        ) * CAST((
          `t2`.`proven` - `t2`.`allowed`
        ) > 0 AS BIGINT)
      )
    ) * `t2`.`inside` * (
      1 - `t2`.`free`
    ) AS `eligible`
  FROM (
    SELECT
      `t1`.`enterprise`,
      `t1`.`settled_on`,
      `t1`.`month_start`,
      `t1`.`month_end`,
      `t1`.`billed_gross`,
      `t1`.`billed_net`,
      `t1`.`invoiced_gross`,
      `t1`.`invoiced_net`,
      `t1`.`paid`,
      `t1`.`area`,
      `t1`.`free`,
      `t1`.`window_start`,
      `t1`.`vat`,
      `t1`.`proof`,
      `t1`.`fee_year`,
      `t1`.`age`,
      `t1`.`billed`,
      `t1`.`invoiced`,
      `t1`.`allowed`,
      `t1`.`subject`,
      `t1`.`year`,
      CAST((
        CAST(`t1`.`month_end` >= `t1`.`settled_on` AS BIGINT) = 1
      )
      AND (
        CAST(`t1`.`age` < 36 AS BIGINT) = 1
      ) AS BIGINT) AS `inside`,
      CASE
        WHEN `t1`.`proof` = 'least_of_all'
        THEN (
          `t1`.`billed` - (
            (
              `t1`.`billed` - `t1`.`invoiced`
            ) * CAST((
              `t1`.`billed` - `t1`.`invoiced`
            ) > 0 AS BIGINT)
          )
        ) - (
          (
            (
              `t1`.`billed` - (
                (
                  `t1`.`billed` - `t1`.`invoiced`
                ) * CAST((
                  `t1`.`billed` - `t1`.`invoiced`
                ) > 0 AS BIGINT)
              )
            ) - `t1`.`paid`
          ) * CAST((
            (
              `t1`.`billed` - (
                (
                  `t1`.`billed` - `t1`.`invoiced`
                ) * CAST((
                  `t1`.`billed` - `t1`.`invoiced`
                ) > 0 AS BIGINT)
              )
            ) - `t1`.`paid`
          ) > 0 AS BIGINT)
        )
        WHEN `t1`.`proof` = 'invoice_alone'
        THEN `t1`.`invoiced`
        WHEN `t1`.`proof` = 'bill_alone'
        THEN `t1`.`billed`
        ELSE NULL
      END AS `proven`
    FROM (
      SELECT
        `t0`.`enterprise`,
        `t0`.`settled_on`,
        `t0`.`month_start`,
        `t0`.`month_end`,
        `t0`.`billed_gross`,
        `t0`.`billed_net`,
        `t0`.`invoiced_gross`,
        `t0`.`invoiced_net`,
        `t0`.`paid`,
        `t0`.`area`,
        `t0`.`free`,
        `t0`.`window_start`,
        `t0`.`vat`,
        `t0`.`proof`,
        `t0`.`fee_year`,
        CASE
          WHEN `t0`.`window_start` = 'calendar_month'
          THEN (
            (
              (
                EXTRACT(year FROM `t0`.`month_start`) - EXTRACT(year FROM `t0`.`settled_on`)
              ) * 12
            ) + EXTRACT(month FROM `t0`.`month_start`)
          ) - EXTRACT(month FROM `t0`.`settled_on`)
          WHEN `t0`.`window_start` = 'anniversary'
          THEN (
            (
              (
                (
                  EXTRACT(year FROM `t0`.`month_start`) - EXTRACT(year FROM `t0`.`settled_on`)
                ) * 12
              ) + EXTRACT(month FROM `t0`.`month_start`)
            ) - EXTRACT(month FROM `t0`.`settled_on`)
          ) - CAST((
            EXTRACT(day FROM `t0`.`month_start`) < EXTRACT(day FROM `t0`.`settled_on`)
          )
          AND NOT (
            EXTRACT(day FROM `t0`.`month_start` + INTERVAL '1' DAY) = 1
          ) AS BIGINT)
          ELSE NULL
        END AS `age`,
        CASE
          WHEN `t0`.`vat` = 'without_vat'
          THEN `t0`.`billed_net`
          WHEN `t0`.`vat` = 'with_vat'
          THEN `t0`.`billed_gross`
          ELSE NULL
        END AS `billed`,
        CASE
          WHEN `t0`.`vat` = 'without_vat'
          THEN `t0`.`invoiced_net`
          WHEN `t0`.`vat` = 'with_vat'
          THEN `t0`.`invoiced_gross`
          ELSE NULL
        END AS `invoiced`,
        CAST(CAST(NULL AS BIGINT) AS BIGINT) * (
          `t0`.`area` - (
            (
              `t0`.`area` - CAST(CAST(NULL AS BIGINT) AS BIGINT)
            ) * CAST((
              `t0`.`area` - CAST(CAST(NULL AS BIGINT) AS BIGINT)
            ) > 0 AS BIGINT)
          )
        ) AS `allowed`,
        `t0`.`enterprise` AS `subject`,
        CASE
          WHEN `t0`.`fee_year` = 'year_before'
          THEN CAST(EXTRACT(year FROM `t0`.`month_start`) AS BIGINT) + 1
          WHEN `t0`.`fee_year` = 'same_year'
          THEN CAST(EXTRACT(year FROM `t0`.`month_start`) AS BIGINT)
          ELSE NULL
        END AS `year`
      FROM `facts` AS `t0`
    ) AS `t1`
  ) AS `t2`
) AS `t3`
