-- How runs ended, by harness and model. A run that was started here has a harness; one that was
-- read from files has the format of the files.
SELECT coalesce(rollout.harness, source.format) AS harness,
       coalesce(array_join(models, ', '), '') AS model,
       count_if(outcome = 'success') AS success,
       count_if(outcome = 'failure') AS failure,
       count_if(outcome = 'infra') AS infra,
       count_if(outcome = 'unknown') AS unknown,
       count(*) AS runs
FROM current_trajectories
GROUP BY ALL
ORDER BY runs DESC, harness, model
