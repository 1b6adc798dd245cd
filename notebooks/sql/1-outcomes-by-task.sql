-- The tasks that are failed most. Tasks with both outcomes are where contrasts can be found.
SELECT task_id,
       count_if(outcome = 'failure') AS failure,
       count_if(outcome = 'success') AS success,
       round(100 * count_if(outcome = 'success') / count(*), 1) AS success_percent
FROM current_trajectories
WHERE outcome IN ('success', 'failure')
GROUP BY task_id
ORDER BY failure DESC, success, task_id
