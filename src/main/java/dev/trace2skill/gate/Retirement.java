package dev.trace2skill.gate;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LessonOverride.Decision;
import java.time.Instant;

/** The gate's decision that a lesson stays out until more runs support it than do now. */
final class Retirement {

  private Retirement() {}

  static LessonOverride of(
      String skillName, Lesson lesson, String reason, String verdictId, Instant at) {
    return new LessonOverride(
        ContentId.of("override", skillName, lesson.lessonId(), Decision.RETIRE.name(), verdictId),
        skillName,
        lesson.lessonId(),
        Decision.RETIRE,
        null,
        null,
        lesson.trajectoryCount(),
        TemporalStage.REVIEWER,
        reason,
        at);
  }
}
