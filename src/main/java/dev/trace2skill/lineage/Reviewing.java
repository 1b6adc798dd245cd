package dev.trace2skill.lineage;

import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.OVERRIDES;
import static dev.trace2skill.store.Tables.RUNS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Words;
import dev.trace2skill.store.LastRun;
import dev.trace2skill.store.Views;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Takes decisions about the lessons of the last consolidation, which the next one follows.
 *
 * @param skill the skill's name; null for whatever skill a lesson is of
 * @param reviewer who decides
 */
public record Reviewing(Warehouse warehouse, @Nullable String skill, String reviewer) {

  /**
   * Takes all decisions, or none when one of them cannot be meant.
   *
   * @return each in words
   * @throws UserError when a lesson is not found, or found twice, or merged with itself
   */
  public List<String> take(List<Ruling> rulings, Instant now) {
    Dataset<Row> lessons = lessons();
    List<LessonOverride> overrides = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Ruling ruling : rulings) {
      Lesson about = find(lessons, ruling.lesson());
      overrides.add(override(lessons, about, ruling, now));
      told.add(Words.of(ruling.decision()) + ": " + about.sentence());
    }
    warehouse.append(OVERRIDES, overrides);
    return told;
  }

  private LessonOverride override(Dataset<Row> lessons, Lesson about, Ruling ruling, Instant now) {
    String target = ruling.with() == null ? null : find(lessons, ruling.with()).lessonId();
    if (target != null && target.equals(about.lessonId())) {
      throw new UserError("a lesson cannot be merged with itself");
    }
    return new LessonOverride(
        ContentId.of(
            "override", about.lessonId(), ruling.decision().name(), reviewer, now.toString()),
        skill == null ? skillOf(about) : skill,
        about.lessonId(),
        ruling.decision(),
        ruling.text(),
        target,
        about.trajectoryCount(),
        reviewer,
        ruling.reason(),
        now);
  }

  private Dataset<Row> lessons() {
    if (skill == null) {
      return Views.ask(warehouse, "SELECT * FROM current_lessons", Map.of());
    }
    String consolidation = new LastRun(warehouse).consolidation(skill);
    return warehouse.read(LESSONS).where(col("consolidation_id").equalTo(consolidation));
  }

  private String skillOf(Lesson lesson) {
    return warehouse
        .read(RUNS)
        .where(col("consolidation_id").equalTo(lesson.consolidationId()))
        .select("skill_name")
        .first()
        .getString(0);
  }

  private static Lesson find(Dataset<Row> lessons, String prefix) {
    IdPrefix.check("lesson", prefix);
    List<Lesson> found =
        LESSONS.collect(lessons.where(col("lesson_id").startsWith(prefix)).limit(2));
    if (found.size() != 1) {
      throw new UserError(
          (found.isEmpty() ? "no lesson begins" : "several lessons begin")
              + " with "
              + prefix
              + "; review without an id lists them");
    }
    return found.get(0);
  }
}
