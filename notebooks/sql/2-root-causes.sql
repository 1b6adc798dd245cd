-- What went wrong, or right: the kind of cause an analyst with a model named, or the kind of
-- feature that the contrast analyst found.
SELECT analyst,
       coalesce(category, regexp_extract(cause, '^[^:]*', 0)) AS kind,
       count(*) AS patches,
       count(DISTINCT trajectory_id) AS runs,
       count(DISTINCT task_id) AS tasks
FROM patches
GROUP BY ALL
ORDER BY patches DESC, kind
