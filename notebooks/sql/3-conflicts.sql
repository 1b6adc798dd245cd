-- Who won against whom.
WITH last AS (
  SELECT max_by(consolidation_id, ended_at) AS consolidation_id
  FROM runs
  WHERE consolidation_id IS NOT NULL
  GROUP BY skill_name
)
SELECT winner.edit.text AS winner,
       winner.trajectory_count AS winner_runs,
       loser.edit.text AS loser,
       loser.trajectory_count AS loser_runs,
       conflicts.reason
FROM conflicts
JOIN last USING (consolidation_id)
JOIN lessons AS winner
  ON winner.consolidation_id = conflicts.consolidation_id
  AND winner.lesson_id = conflicts.winner_lesson_id
JOIN lessons AS loser
  ON loser.consolidation_id = conflicts.consolidation_id
  AND loser.lesson_id = conflicts.loser_lesson_id
ORDER BY winner_runs DESC, loser_runs DESC
