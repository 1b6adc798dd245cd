-- Which lesson lost a conflict, to whom, and why.
SELECT loser.lesson_id,
       loser.edit.text AS loser,
       loser.trajectory_count AS loser_runs,
       winner.lesson_id AS winner_id,
       winner.edit.text AS winner,
       winner.trajectory_count AS winner_runs,
       conflicts.reason AS why
FROM conflicts
JOIN current_lessons AS loser
  ON loser.consolidation_id = conflicts.consolidation_id
  AND loser.lesson_id = conflicts.loser_lesson_id
JOIN current_lessons AS winner
  ON winner.consolidation_id = conflicts.consolidation_id
  AND winner.lesson_id = conflicts.winner_lesson_id
ORDER BY loser_runs DESC, winner_runs DESC, loser.lesson_id
