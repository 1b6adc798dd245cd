-- The versions of each skill in the order in which they were made, with the verdicts about them.
WITH made AS (
  SELECT skill_name, skill_version_id, min(ended_at) AS made_at, min_by(run_id, ended_at) AS run_id
  FROM runs
  WHERE skill_version_id IS NOT NULL AND consolidation_id IS NOT NULL
  GROUP BY ALL
),
judged AS (
  SELECT skill_version_id,
         max_by(decision, decided_at) AS decision,
         max_by(result.base_rate, decided_at) AS base_rate,
         max_by(result.version_rate, decided_at) AS version_rate
  FROM verdicts
  GROUP BY skill_version_id
)
SELECT made.skill_name,
       made.made_at,
       made.run_id,
       made.skill_version_id,
       versions.lesson_count,
       judged.decision,
       round(100 * judged.base_rate) AS base_percent,
       round(100 * judged.version_rate) AS version_percent
FROM made
JOIN skill_versions AS versions USING (skill_version_id)
LEFT JOIN judged USING (skill_version_id)
ORDER BY made_at, skill_version_id
