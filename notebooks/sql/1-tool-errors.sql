-- Tools that fail, and how often, among failed and among successful runs.
WITH results AS (
  SELECT trajectory_id, outcome, inline(flatten(transform(steps, s -> s.tool_results)))
  FROM current_trajectories
  WHERE outcome IN ('success', 'failure')
)
SELECT tool,
       count(*) AS answers,
       count_if(error) AS errors,
       count(DISTINCT CASE WHEN error AND outcome = 'failure' THEN trajectory_id END)
         AS failed_runs_with_error,
       count(DISTINCT CASE WHEN error AND outcome = 'success' THEN trajectory_id END)
         AS successful_runs_with_error
FROM results
GROUP BY tool
HAVING errors > 0
ORDER BY errors DESC, tool
