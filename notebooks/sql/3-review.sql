-- The lessons that somebody should look at, the best supported first: those that stayed out, and
-- those in the skill that may no longer hold, each with what it lost to and what stands behind it.
WITH open AS (
  SELECT * FROM current_lessons
  WHERE status IN ('waiting', 'conflict', 'rejected', 'quarantined') OR review IS NOT NULL
),
lost_to AS (
  SELECT consolidation_id, loser_lesson_id AS lesson_id, min(winner_lesson_id) AS winner_id
  FROM conflicts
  GROUP BY consolidation_id, loser_lesson_id
),
behind AS (
  SELECT open.consolidation_id,
         open.lesson_id,
         slice(array_sort(collect_set(
           concat(patches.cause, ' (run ', patches.trajectory_id, ')'))), 1, 3) AS evidence
  FROM open
  JOIN edit_support USING (consolidation_id, lesson_id)
  JOIN patches USING (patch_id)
  GROUP BY open.consolidation_id, open.lesson_id
)
SELECT open.lesson_id,
       open.status,
       coalesce(open.reason, open.review) AS why,
       open.trajectory_count AS runs,
       open.task_count AS tasks,
       open.edit.text,
       winner.lesson_id AS lost_to,
       winner.edit.text AS winner,
       winner.trajectory_count AS winner_runs,
       behind.evidence,
       open.consolidation_id
FROM open
LEFT JOIN lost_to
  ON lost_to.consolidation_id = open.consolidation_id AND lost_to.lesson_id = open.lesson_id
LEFT JOIN current_lessons AS winner
  ON winner.consolidation_id = lost_to.consolidation_id AND winner.lesson_id = lost_to.winner_id
LEFT JOIN behind
  ON behind.consolidation_id = open.consolidation_id AND behind.lesson_id = open.lesson_id
ORDER BY coalesce(open.support, open.trajectory_count) DESC, open.lesson_id
