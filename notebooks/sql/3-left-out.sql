-- The lessons that are not in the skill, and what they lack.
SELECT status, reason, trajectory_count AS runs, task_count AS tasks, grade, edit.text
FROM current_lessons
WHERE status <> 'accepted'
ORDER BY trajectory_count DESC, lesson_id
