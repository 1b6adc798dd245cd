-- What each consolidation made, in time: how a skill grows.
WITH made AS (
  SELECT skill_name, consolidation_id, min(ended_at) AS made_at, min_by(run_id, ended_at) AS run_id
  FROM runs
  WHERE consolidation_id IS NOT NULL
  GROUP BY ALL
)
SELECT made.skill_name,
       made.made_at,
       made.run_id,
       count_if(lessons.status = 'accepted') AS in_skill,
       count_if(lessons.status = 'waiting') AS waiting,
       count_if(lessons.status NOT IN ('accepted', 'waiting')) AS otherwise_out,
       sum(if(lessons.status = 'accepted', lessons.trajectory_count, 0)) AS support_in_skill
FROM made JOIN lessons USING (consolidation_id)
GROUP BY ALL
ORDER BY made_at, skill_name
