-- The lines of the last version that were learnt, and the runs behind them.
WITH last AS (
  SELECT max_by(skill_version_id, ended_at) AS skill_version_id
  FROM runs
  WHERE skill_version_id IS NOT NULL AND consolidation_id IS NOT NULL
)
SELECT lines.file, lines.line_number, lines.text, lessons.trajectory_count AS runs, lessons.grade
FROM skill_lines AS lines
JOIN last USING (skill_version_id)
JOIN skill_versions AS versions USING (skill_version_id)
JOIN lessons
  ON lessons.consolidation_id = versions.consolidation_id AND lessons.lesson_id = lines.lesson_id
WHERE trim(lines.text) <> '' AND lines.text NOT LIKE '#%'
ORDER BY runs DESC, lines.file, lines.line_number
