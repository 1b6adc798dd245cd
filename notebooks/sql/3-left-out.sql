-- The lessons that are not in the skill, and what they lack.
WITH last AS (
  SELECT max_by(consolidation_id, ended_at) AS consolidation_id
  FROM runs
  WHERE consolidation_id IS NOT NULL
  GROUP BY skill_name
)
SELECT status, reason, trajectory_count AS runs, task_count AS tasks, grade, edit.text
FROM lessons JOIN last USING (consolidation_id)
WHERE status <> 'accepted'
ORDER BY trajectory_count DESC, lesson_id
