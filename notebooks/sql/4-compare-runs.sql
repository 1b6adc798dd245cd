-- What became of the lessons between two runs that consolidated. Parameters: run_a, run_b, each the
-- id of a run or its beginning.
WITH a AS (
  SELECT lessons.* FROM lessons
  WHERE consolidation_id IN (SELECT consolidation_id FROM runs WHERE startswith(run_id, :run_a))
),
b AS (
  SELECT lessons.* FROM lessons
  WHERE consolidation_id IN (SELECT consolidation_id FROM runs WHERE startswith(run_id, :run_b))
)
SELECT coalesce(b.lesson_id, a.lesson_id) AS lesson_id,
       CASE
         WHEN a.lesson_id IS NULL THEN 'new'
         WHEN b.lesson_id IS NULL THEN 'gone'
         WHEN a.status <> 'accepted' AND b.status = 'accepted' THEN 'came in'
         WHEN a.status = 'accepted' AND b.status <> 'accepted' THEN 'went out'
         ELSE 'as before'
       END AS change,
       a.status AS status_a,
       b.status AS status_b,
       a.trajectory_count AS runs_a,
       b.trajectory_count AS runs_b,
       coalesce(b.edit.text, a.edit.text) AS text
FROM a FULL OUTER JOIN b ON a.lesson_id = b.lesson_id
ORDER BY change = 'as before', change, coalesce(runs_b, runs_a) DESC, lesson_id
