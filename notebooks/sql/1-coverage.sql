-- What says how a run went, and how far that can be trusted; 1 is sure, 0 is not known.
SELECT CASE WHEN outcome_source = '' THEN 'nothing' ELSE outcome_source END AS said_by,
       round(outcome_confidence, 2) AS confidence,
       count(*) AS runs,
       count(DISTINCT task_id) AS tasks
FROM current_trajectories
GROUP BY ALL
ORDER BY runs DESC, said_by
