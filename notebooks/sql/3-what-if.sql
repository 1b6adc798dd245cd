-- What another threshold would make of the lessons, by their counts alone: nothing is asked and
-- nothing is written. Whether a lesson that would come in also applies and loses no conflict,
-- "consolidate --min-support N --dry-run" says. Parameter: min_support.
WITH counted AS (
  SELECT *,
         coalesce(support, trajectory_count) >= :min_support AS enough,
         -- A lesson that waits says what it lacks beside runs: "2 of 5 trajectories, 1 of 2 tasks".
         NOT exists(
           regexp_extract_all(coalesce(reason, ''), '(\\d+ of \\d+) (?:tasks|principals)', 1),
           lack -> CAST(split(lack, ' of ')[0] AS INT) < CAST(split(lack, ' of ')[1] AS INT)
         ) AS else_enough
  FROM current_lessons
)
SELECT lesson_id,
       edit.text,
       grade,
       coalesce(support, trajectory_count) AS support,
       task_count,
       status,
       CASE
         WHEN override_id IS NOT NULL THEN status
         WHEN status = 'accepted' AND NOT enough THEN 'waiting'
         WHEN status = 'waiting' AND enough AND else_enough AND grade <> 'suggestive'
           THEN 'accepted'
         ELSE status
       END AS status_then
FROM counted
ORDER BY support DESC, lesson_id
