SELECT
  `t5`.`claimed`,
  `t5`.`turn`,
  `t5`.`waiting`,
  `t5`.`taken_before`,
  `t5`.`left_before`,
  `t5`.`share`,
  `t5`.`cut`
FROM (
  SELECT
    `t4`.`award`,
    `t4`.`score`,
    `t4`.`pot`,
    `t4`.`unit`,
    `t4`.`scenario`,
    `t4`.`key`,
    `t4`.`claimed`,
    `t4`.`turn`,
    `t4`.`waiting`,
    `t4`.`taken_before`,
    `t4`.`left_before`,
    `t4`.`share`,
    `t4`.`award` - `t4`.`share` AS `cut`
  FROM (
    SELECT
      `t3`.`award`,
      `t3`.`score`,
      `t3`.`pot`,
      `t3`.`unit`,
      `t3`.`scenario`,
      `t3`.`key`,
      `t3`.`claimed`,
      `t3`.`turn`,
      `t3`.`waiting`,
      `t3`.`taken_before`,
      `t3`.`left_before`,
      CASE
        WHEN CAST(`t3`.`left_before` >= `t3`.`award` AS BIGINT) = 1
        THEN `t3`.`award`
        WHEN CAST(`t3`.`left_before` >= `t3`.`award` AS BIGINT) = 0
        THEN CAST(ROUND(
          (
            `t3`.`left_before` - (
              `t3`.`left_before` % NULLIF(`t3`.`unit`, 0)
            )
          ) / NULLIF(`t3`.`unit`, 0),
          0
        ) AS BIGINT) * `t3`.`unit`
        ELSE NULL
      END AS `share`
    FROM (
      SELECT
        `t2`.`award`,
        `t2`.`score`,
        `t2`.`pot`,
        `t2`.`unit`,
        `t2`.`scenario`,
        `t2`.`key`,
        `t2`.`claimed`,
        `t2`.`turn`,
        `t2`.`waiting`,
        `t2`.`taken_before`,
        (
          `t2`.`pot` - `t2`.`taken_before`
        ) * CAST((
          `t2`.`pot` - `t2`.`taken_before`
        ) > 0 AS BIGINT) AS `left_before`
      FROM (
        SELECT
          `t1`.`award`,
          `t1`.`score`,
          `t1`.`pot`,
          `t1`.`unit`,
          `t1`.`scenario`,
          `t1`.`key`,
          `t1`.`claimed`,
          `t1`.`turn`,
          `t1`.`waiting`,
          (
            CAST(SUM(`t1`.`award`) OVER (
              PARTITION BY `t1`.`scenario`
              ORDER BY `t1`.`turn` ASC NULLS LAST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS BIGINT) + IF(
              SUM(CAST(`t1`.`award` IS NULL AS BIGINT)) OVER (
                PARTITION BY `t1`.`scenario`
                ORDER BY `t1`.`turn` ASC NULLS LAST
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
              ) = 0,
              0,
              CAST(NULL AS BIGINT)
            ) + (
              IF(`t1`.`scenario` IS NULL, CAST(NULL AS BIGINT), 0) + IF(
                SUM(CAST(`t1`.`turn` IS NULL AS BIGINT)) OVER (
                  PARTITION BY `t1`.`scenario`
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0,
                0,
                CAST(NULL AS BIGINT)
              )
            )
          ) - `t1`.`award` AS `taken_before`
        FROM (
          SELECT
            `t0`.`award`,
            `t0`.`score`,
            `t0`.`pot`,
            `t0`.`unit`,
            `t0`.`scenario`,
            `t0`.`key`,
            CAST(SUM(`t0`.`award`) OVER (
              PARTITION BY `t0`.`scenario`
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS BIGINT) + (
              IF(`t0`.`scenario` IS NULL, CAST(NULL AS BIGINT), 0) + IF(
                SUM(CAST(`t0`.`award` IS NULL AS BIGINT)) OVER (
                  PARTITION BY `t0`.`scenario`
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0,
                0,
                CAST(NULL AS BIGINT)
              )
            ) AS `claimed`,
            (
              ROW_NUMBER() OVER (
                PARTITION BY `t0`.`scenario`
                ORDER BY `t0`.`score` DESC, `t0`.`key` ASC NULLS LAST
              ) - 1
            ) + 1 + (
              IF(`t0`.`scenario` IS NULL, CAST(NULL AS BIGINT), 0) + IF(
                SUM(CAST(`t0`.`score` IS NULL AS BIGINT)) OVER (
                  PARTITION BY `t0`.`scenario`
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0,
                0,
                CAST(NULL AS BIGINT)
              ) + IF(
                SUM(CAST(`t0`.`key` IS NULL AS BIGINT)) OVER (
                  PARTITION BY `t0`.`scenario`
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) = 0,
                0,
                CAST(NULL AS BIGINT)
              )
            ) AS `turn`,
            `t0`.`award` - `t0`.`award` AS `waiting`
          FROM `facts` AS `t0`
        ) AS `t1`
      ) AS `t2`
    ) AS `t3`
  ) AS `t4`
) AS `t5`
