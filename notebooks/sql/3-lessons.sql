-- The lessons of the last consolidation of each skill, the best supported first.
WITH last AS (
  SELECT max_by(consolidation_id, ended_at) AS consolidation_id
  FROM runs
  WHERE consolidation_id IS NOT NULL
  GROUP BY skill_name
)
SELECT lessons.*
FROM lessons JOIN last USING (consolidation_id)
ORDER BY trajectory_count DESC, lesson_id
