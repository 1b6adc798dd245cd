package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.LESSONS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.lineage.Forgetting;
import dev.trace2skill.lineage.Forgetting.Forgotten;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes trajectories out of all tables and counts again. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description =
        "Takes trajectories out of every table with all that was made of them, counts the lessons"
            + " again and lists what changed. No model is asked and nothing is published.",
    footer = {
      "",
      "Example: trace2skill forget --conf my.yaml --yes 1f3a7c0d9e8b4a2c1f3a7c0d9e8b4a2c"
    })
final class ForgetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Parameters(paramLabel = "TRAJECTORY_ID", arity = "1..*", description = "Whole ids.")
  private List<String> ids = List.of();

  @Option(names = "--yes", description = "Says that this is meant: it cannot be undone.")
  private boolean sure;

  @Override
  public Integer call() throws Exception {
    settings.conf();
    if (!sure) {
      throw new UserError("forgetting cannot be undone; say --yes when it is meant");
    }
    return Job.run(spec, settings, this::forget);
  }

  private String forget(Job job) throws Exception {
    Steps steps = new Steps(job, settings);
    Map<String, Lesson> before =
        lessons(job, job.last().consolidationIfAny(settings.skillName()).orElse(""));
    Forgotten gone = job.progress().step("forget", () -> new Forgetting(job.warehouse()).run(ids));
    gone.rows().forEach((table, n) -> job.count("forgotten " + table, n));
    TextTable.print(
        job.out(),
        List.of("table", "rows deleted"),
        gone.rows().entrySet().stream()
            .map(e -> List.of(e.getKey(), Long.toString(e.getValue())))
            .toList(),
        40);
    steps.contrast();
    ConsolidateStage.Result made = new ConsolidateStep(job, settings).recount();
    changes(job, before, lessons(job, made.consolidationId()));
    advise(job, gone, made);
    return "done";
  }

  private static Map<String, Lesson> lessons(Job job, String consolidationId) {
    Map<String, Lesson> lessons = new TreeMap<>();
    // Small by construction: the lessons that have a place in the skill, or nearly.
    LESSONS
        .collect(
            job.warehouse()
                .read(LESSONS)
                .where(
                    col("consolidation_id")
                        .equalTo(consolidationId)
                        .and(col("status").isin("accepted", "conflict", "known"))))
        .forEach(lesson -> lessons.put(lesson.lessonId(), lesson));
    return lessons;
  }

  private static void changes(Job job, Map<String, Lesson> before, Map<String, Lesson> after) {
    TreeSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    List<List<String>> rows = new ArrayList<>();
    for (String id : ids) {
      String was = state(before.get(id));
      String now = state(after.get(id));
      if (!was.equals(now)) {
        Lesson shown = after.containsKey(id) ? after.get(id) : before.get(id);
        rows.add(List.of(was, now, shown.sentence()));
      }
    }
    if (rows.isEmpty()) {
      job.say("No lesson changed.");
    } else {
      TextTable.print(job.out(), List.of("before", "now", "lesson"), rows, 120);
    }
  }

  private static String state(@Nullable Lesson lesson) {
    return lesson == null ? "-" : lesson.trajectoryCount() + " " + Words.of(lesson.status());
  }

  private static void advise(Job job, Forgotten gone, ConsolidateStage.Result made) {
    if (gone.lines() > 0) {
      job.say(
          "Earlier skill versions keep %d lines that came from lessons which are gone.",
          gone.lines());
    }
    made.version()
        .ifPresent(
            v ->
                job.say(
                    "Publish the skill as it is now: publish --version-id %s", v.skillVersionId()));
    job.say(
        "The files they were read from stay as they are, and are read again when they change:%n%s",
        gone.sources().stream().map(uri -> "  " + uri).collect(Collectors.joining("\n")));
    job.say(
        "Deleted rows stay in old table files until these are vacuumed, by default after 7 days:"
            + "%n  trace2skill vacuum --warehouse %s --tables %s",
        job.warehouse().path(), String.join(",", gone.rows().keySet()));
  }
}
