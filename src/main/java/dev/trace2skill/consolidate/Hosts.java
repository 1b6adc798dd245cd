package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.to_json;

import dev.trace2skill.consolidate.Editor.Vetting;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.Payload;
import dev.trace2skill.store.Warehouse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Looks into the runs behind lessons that name an address which the base skill does not know. */
record Hosts(Warehouse warehouse, Skill base) {

  /**
   * What is known about the texts of lessons.
   *
   * @param edits with the {@code lesson_id} of each
   */
  Vetting vetting(List<Lesson> lessons, Dataset<Row> edits) {
    Map<String, Set<String>> known = new TreeMap<>();
    for (Lesson lesson : lessons) {
      Set<String> hosts = new HashSet<>(Payload.hosts(Editor.text(lesson)));
      if (!Payload.problems(Editor.text(lesson), base, Set.of()).isEmpty() && !hosts.isEmpty()) {
        hosts.removeIf(host -> !isCommon(host, lesson, edits));
        known.put(lesson.lessonId(), hosts);
      }
    }
    Set<String> released =
        lessons.stream()
            .filter(l -> l.overrideId() != null)
            .map(Lesson::lessonId)
            .collect(Collectors.toSet());
    return new Vetting(released, known);
  }

  /** Whether more than half of the runs behind a lesson had to do with an address. */
  private boolean isCommon(String host, Lesson lesson, Dataset<Row> edits) {
    Row counts =
        warehouse
            .read(TRAJECTORIES)
            .join(
                edits
                    .where(col("lesson_id").equalTo(lesson.lessonId()))
                    .select("trajectory_id")
                    .distinct(),
                "trajectory_id")
            .agg(count(lit(1)), count_if(lower(to_json(col("steps"))).contains(host)))
            .first();
    return counts.getLong(1) * 2 > counts.getLong(0);
  }
}
