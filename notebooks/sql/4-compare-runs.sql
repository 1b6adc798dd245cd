-- What became of the lessons between two runs that consolidated, and why. Parameters: run_a, run_b,
-- each the id of a run or its beginning.
WITH a AS (
  SELECT *, coalesce(support, trajectory_count) AS weight FROM lessons
  WHERE consolidation_id IN (SELECT consolidation_id FROM runs WHERE startswith(run_id, :run_a))
),
b AS (
  SELECT *, coalesce(support, trajectory_count) AS weight FROM lessons
  WHERE consolidation_id IN (SELECT consolidation_id FROM runs WHERE startswith(run_id, :run_b))
),
behind_a AS (
  SELECT edit_support.* FROM edit_support
  WHERE consolidation_id IN (SELECT consolidation_id FROM a)
),
behind_b AS (
  SELECT edit_support.* FROM edit_support
  WHERE consolidation_id IN (SELECT consolidation_id FROM b)
),
-- Where the edits of a lesson are counted now.
counted_with AS (
  SELECT behind_a.lesson_id, min(behind_b.lesson_id) AS other_id
  FROM behind_a JOIN behind_b USING (edit_id)
  WHERE behind_a.lesson_id <> behind_b.lesson_id
  GROUP BY behind_a.lesson_id
),
superseded AS (
  SELECT behind_a.lesson_id, count(DISTINCT behind_a.trajectory_id) AS runs
  FROM behind_a
  LEFT SEMI JOIN supersessions ON supersessions.trajectory_id = behind_a.trajectory_id
  LEFT ANTI JOIN behind_b ON behind_b.trajectory_id = behind_a.trajectory_id
  GROUP BY behind_a.lesson_id
),
lost_to AS (
  SELECT conflicts.loser_lesson_id AS lesson_id,
         min(concat('"', trim(winner.edit.text), '": ', conflicts.reason)) AS winner
  FROM conflicts
  JOIN b AS winner
    ON winner.consolidation_id = conflicts.consolidation_id
    AND winner.lesson_id = conflicts.winner_lesson_id
  GROUP BY conflicts.loser_lesson_id
),
compared AS (
  SELECT coalesce(b.lesson_id, a.lesson_id) AS lesson_id,
         CASE
           WHEN b.status = 'accepted' AND (a.status IS NULL OR a.status <> 'accepted') THEN 'gained'
           WHEN a.status = 'accepted' AND (b.status IS NULL OR b.status <> 'accepted') THEN 'lost'
           WHEN a.lesson_id IS NULL THEN 'new'
           WHEN b.lesson_id IS NULL THEN 'gone'
           WHEN a.status <> b.status
             OR a.weight <> b.weight
             OR a.trajectory_count <> b.trajectory_count
             OR NOT a.reason <=> b.reason
             OR a.edit.text <> b.edit.text THEN 'changed'
           ELSE 'as before'
         END AS change,
         concat_ws('; ',
           CASE
             WHEN b.status = 'accepted' AND NOT a.override_id <=> overrides.override_id
               THEN concat(overrides.decision, ' by ', overrides.reviewer,
                           coalesce(concat(': ', overrides.reason), ''))
           END,
           CASE
             WHEN b.status = 'conflict'
               THEN coalesce(concat('lost a conflict to ', lost_to.winner), b.reason)
           END,
           CASE
             WHEN a.lesson_id IS NULL
               THEN concat('first proposed, by ', b.trajectory_count, ' runs of ', b.task_count,
                           ' tasks')
             WHEN counted_with.other_id IS NOT NULL AND b.lesson_id IS NULL
               THEN concat('counted with lesson ', left(counted_with.other_id, 12))
             WHEN b.lesson_id IS NULL THEN 'no run stands behind it any longer'
             WHEN a.weight <> b.weight
               THEN concat('support ', CASE WHEN a.weight < b.weight THEN 'rose' ELSE 'fell' END,
                           ' from ', format_number(a.weight, '#.##'),
                           ' to ', format_number(b.weight, '#.##'))
             WHEN (a.status = 'waiting' AND b.status = 'accepted' AND b.override_id IS NULL)
               OR (a.status = 'accepted' AND b.status = 'waiting')
               THEN 'the same support, another threshold'
           END,
           CASE
             WHEN superseded.runs > 0 AND (b.lesson_id IS NULL OR b.weight < a.weight)
               THEN concat(superseded.runs, ' of its runs superseded')
           END,
           CASE WHEN a.status = b.status AND a.edit.text <> b.edit.text THEN 'other words' END,
           CASE
             WHEN b.status NOT IN ('accepted', 'conflict')
               THEN concat(b.status, coalesce(concat(': ', b.reason), ''))
           END,
           CASE
             WHEN a.status <> b.status AND a.status <> 'accepted'
               THEN concat('before: ', a.status, coalesce(concat(', ', a.reason), ''))
           END
         ) AS why,
         a.status AS status_a,
         b.status AS status_b,
         a.trajectory_count AS runs_a,
         b.trajectory_count AS runs_b,
         coalesce(b.edit.text, a.edit.text) AS text
  FROM a
  FULL OUTER JOIN b ON a.lesson_id = b.lesson_id
  LEFT JOIN overrides ON overrides.override_id = b.override_id
  LEFT JOIN lost_to ON lost_to.lesson_id = b.lesson_id
  LEFT JOIN counted_with ON counted_with.lesson_id = a.lesson_id
  LEFT JOIN superseded ON superseded.lesson_id = a.lesson_id
)
SELECT lesson_id, change, nullif(why, '') AS why, status_a, status_b, runs_a, runs_b, text
FROM compared
ORDER BY array_position(array('gained', 'lost', 'changed', 'new', 'gone', 'as before'), change),
         coalesce(runs_b, runs_a) DESC,
         lesson_id
