-- How many lessons would be in the skill for each threshold, by their counts alone, as 3-what-if
-- says it for one threshold.
WITH counted AS (
  SELECT *,
         -- A lesson that waits says what it lacks beside runs: "2 of 5 trajectories, 1 of 2 tasks".
         NOT exists(
           regexp_extract_all(coalesce(reason, ''), '(\\d+ of \\d+) (?:tasks|principals)', 1),
           lack -> CAST(split(lack, ' of ')[0] AS INT) < CAST(split(lack, ' of ')[1] AS INT)
         ) AS else_enough
  FROM current_lessons
),
thresholds AS (
  SELECT explode(array(1, 2, 3, 5, 8, 12, 20, 40, 80)) AS min_support
)
SELECT min_support,
       count_if(
         CASE
           WHEN override_id IS NOT NULL THEN status = 'accepted'
           WHEN coalesce(support, trajectory_count) < min_support THEN false
           WHEN status = 'waiting' THEN else_enough AND grade <> 'suggestive'
           ELSE status = 'accepted'
         END
       ) AS lessons
FROM thresholds LEFT JOIN counted ON true
GROUP BY min_support
ORDER BY min_support
