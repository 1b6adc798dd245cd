-- The lessons of the last consolidation of each skill, the best supported first.
SELECT *
FROM current_lessons
ORDER BY trajectory_count DESC, lesson_id
