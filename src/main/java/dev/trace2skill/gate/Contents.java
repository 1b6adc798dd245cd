package dev.trace2skill.gate;

import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.OVERRIDES;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LessonOverride.Decision;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code lessons -> overrides}: what is in a version, and what is taken out of the next one. */
record Contents(Warehouse warehouse) {

  /** Who decides about lessons. */
  private static final String REVIEWER = "the gate";

  /** The lessons in a version, by their support: as many as a skill has. */
  List<Lesson> lessons(SkillVersion version) {
    return LESSONS.collect(
        warehouse
            .read(LESSONS)
            .where(
                col("consolidation_id")
                    .equalTo(version.consolidationId())
                    .and(col("status").equalTo("accepted")))
            .orderBy("rank", "lesson_id"));
  }

  /**
   * Decides that lessons stay out until more runs support them than do now.
   *
   * @param reasons by lesson; others stay
   */
  void retire(List<Lesson> lessons, Map<String, String> reasons, Verdict verdict, Instant at) {
    warehouse.append(
        OVERRIDES,
        lessons.stream()
            .filter(lesson -> reasons.containsKey(lesson.lessonId()))
            .map(lesson -> retirement(lesson, reasons.get(lesson.lessonId()), verdict, at))
            .toList());
  }

  private static LessonOverride retirement(
      Lesson lesson, String reason, Verdict verdict, Instant at) {
    return new LessonOverride(
        ContentId.of(
            "override",
            verdict.skillName(),
            lesson.lessonId(),
            Decision.RETIRE.name(),
            verdict.verdictId()),
        verdict.skillName(),
        lesson.lessonId(),
        Decision.RETIRE,
        null,
        null,
        lesson.trajectoryCount(),
        REVIEWER,
        reason,
        at);
  }
}
