-- How many lessons have how many runs behind them.
WITH last AS (
  SELECT max_by(consolidation_id, ended_at) AS consolidation_id
  FROM runs
  WHERE consolidation_id IS NOT NULL
  GROUP BY skill_name
)
SELECT trajectory_count AS runs,
       count_if(status = 'accepted') AS in_skill,
       count_if(status = 'waiting') AS waiting,
       count_if(status NOT IN ('accepted', 'waiting')) AS otherwise_out
FROM lessons JOIN last USING (consolidation_id)
GROUP BY trajectory_count
ORDER BY trajectory_count
