-- Every verdict with its effect in points of success and the 95 % interval of it.
SELECT decided_at,
       skill_name,
       skill_version_id,
       kind,
       concat_ws(' on ', harness, nullif(model, '')) AS agent,
       decision,
       round(100 * result.effect, 1) AS points,
       round(100 * result.low, 1) AS low,
       round(100 * result.high, 1) AS high,
       result.task_count AS tasks,
       reason
FROM verdicts
ORDER BY decided_at, verdict_id
