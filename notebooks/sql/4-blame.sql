-- Where a line of the last version comes from: a row for every edit behind it, those that name
-- steps first. No row: the line stood in the base. Parameters: file, line.
WITH last AS (
  SELECT max_by(skill_version_id, ended_at) AS skill_version_id
  FROM runs
  WHERE skill_version_id IS NOT NULL AND consolidation_id IS NOT NULL
)
SELECT patches.analyst,
       patches.trajectory_id,
       patches.task_id,
       runs.outcome,
       patches.cause,
       array_join(CAST(patches.evidence AS ARRAY<STRING>), ', ') AS steps,
       runs.source.uri,
       lines.text
FROM skill_lines AS lines
JOIN last USING (skill_version_id)
JOIN skill_versions AS versions USING (skill_version_id)
JOIN edit_support AS support
  ON support.consolidation_id = versions.consolidation_id AND support.lesson_id = lines.lesson_id
JOIN patches ON patches.patch_id = support.patch_id
LEFT JOIN trajectories AS runs ON runs.trajectory_id = patches.trajectory_id
WHERE lines.file = :file AND lines.line_number = :line
ORDER BY size(patches.evidence) = 0, patches.patch_id
