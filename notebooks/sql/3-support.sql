-- How many lessons have how many runs behind them.
SELECT trajectory_count AS runs,
       count_if(status = 'accepted') AS in_skill,
       count_if(status = 'waiting') AS waiting,
       count_if(status NOT IN ('accepted', 'waiting')) AS otherwise_out
FROM current_lessons
GROUP BY trajectory_count
ORDER BY trajectory_count
