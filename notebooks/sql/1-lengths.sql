-- How long runs are: steps and calls of tools, by outcome.
SELECT outcome,
       count(*) AS runs,
       percentile_approx(size(steps), 0.1) AS steps_p10,
       percentile_approx(size(steps), 0.5) AS steps_median,
       percentile_approx(size(steps), 0.9) AS steps_p90,
       round(avg(aggregate(steps, 0, (n, s) -> n + size(s.tool_calls))), 1) AS calls_mean
FROM current_trajectories
GROUP BY outcome
ORDER BY runs DESC
