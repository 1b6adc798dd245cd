-- Looks of analysts that gave no patch, and why; runs that were not looked at, and why.
SELECT analyst, 'no patch' AS what, reason AS why, count(*) AS runs
FROM analyses
WHERE reason IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT analyst, 'not looked at' AS what, why, count(DISTINCT trajectory_id) AS runs
FROM coverage
GROUP BY ALL
ORDER BY runs DESC, analyst, why
