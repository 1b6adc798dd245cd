package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.CONFLICTS;
import static dev.trace2skill.store.Tables.EDIT_SUPPORT;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.OVERRIDES;
import static dev.trace2skill.store.Tables.PATCHES;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LessonOverride.Decision;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the lessons that somebody should look at, or takes a decision about one. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description =
        "Lists the lessons that stayed out of the skill and those in it that may no longer hold, or"
            + " takes a decision about a lesson, which the next consolidation follows.",
    footer = {
      "",
      "Decisions: accept, reject (until it has more support), reword, never-again, merge-with.",
      "Example: trace2skill review --conf my.yaml 3fa9c1d2 reword --text \"- Ask first.\""
    })
final class ReviewCommand implements Callable<Integer> {

  /** Lessons that a file takes. */
  private static final int MOST_WRITTEN = 5_000;

  /** Causes that are told of a lesson. */
  private static final int MOST_EVIDENCE = 3;

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Parameters(
      paramLabel = "LESSON_ID",
      arity = "0..1",
      description = "The lesson's id, or its first 6 characters or more; empty lists the lessons.")
  private @Nullable String lesson;

  @Parameters(index = "1", paramLabel = "DECISION", arity = "0..1", description = "See below.")
  private @Nullable String decision;

  @Option(names = "--text", paramLabel = "TEXT", description = "The new words, for reword.")
  private @Nullable String text;

  @Option(
      names = "--with",
      paramLabel = "LESSON_ID",
      description = "The lesson it says the same as, for merge-with.")
  private @Nullable String with;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision.")
  private @Nullable String reason;

  @Option(
      names = "--reviewer",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who decides; ${DEFAULT-VALUE} unless given.")
  private String reviewer = "";

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the lessons with their evidence to a YAML file, to be edited.")
  private @Nullable Path write;

  @Option(
      names = "--read",
      paramLabel = "FILE",
      description = "Take the decisions that stand in such a file.")
  private @Nullable Path read;

  @Override
  public Integer call() throws Exception {
    settings.conf();
    if (read != null) {
      List<Ruling> rulings =
          ReviewFile.decided(text(read), read.toString()).stream()
              .map(ReviewCommand::ruling)
              .toList();
      return Job.run(spec, settings, job -> take(job, rulings));
    }
    if (lesson == null) {
      return Job.run(spec, settings, this::list);
    }
    Ruling ruling = new Ruling(lesson, decision(decision, text, with), text, with, reason);
    return Job.run(spec, settings, job -> take(job, List.of(ruling)));
  }

  /** A decision about a lesson, which is named by the start of its id. */
  private record Ruling(
      String lesson,
      Decision decision,
      @Nullable String text,
      @Nullable String with,
      @Nullable String reason) {}

  private static Ruling ruling(ReviewFile.Entry entry) {
    String text = blank(entry.newText());
    String with = blank(entry.with());
    try {
      Decision decided = decision(entry.decision(), text, with);
      return new Ruling(entry.lesson(), decided, text, with, blank(entry.reason()));
    } catch (UserError e) {
      throw new UserError("lesson " + entry.lesson() + ": " + e.getMessage());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserError("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static @Nullable String blank(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  /** Refuses what cannot be meant before Spark starts. */
  private static Decision decision(
      @Nullable String word, @Nullable String text, @Nullable String with) {
    Decision found;
    try {
      found = Words.one("decision", word == null ? "" : word, Decision.values());
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    if ((found == Decision.REWORD) != (text != null)) {
      throw new UserError("a new text goes with reword, and reword needs it");
    }
    if ((found == Decision.MERGE_WITH) != (with != null)) {
      throw new UserError("another lesson goes with merge-with, and merge-with needs it");
    }
    return found;
  }

  private String list(Job job) throws IOException {
    Dataset<Row> open =
        lessons(job)
            .where(
                col("status")
                    .isin("waiting", "conflict", "rejected", "quarantined")
                    .or(col("review").isNotNull()))
            .orderBy(col("support").desc(), col("lesson_id"))
            .limit(write == null ? 100 : MOST_WRITTEN);
    List<Lesson> lessons = LESSONS.collect(open);
    if (lessons.isEmpty()) {
      job.out().println("No lesson stayed out of the skill, and none in it has aged.");
    } else if (write != null) {
      Files.writeString(write, ReviewFile.write(entries(job, lessons)));
      job.say("%d lessons: %s; edit it, then review --read %s", lessons.size(), write, write);
    } else {
      TextTable.fit(
          spec,
          List.of("lesson", "status", "runs", "why", "text"),
          lessons.stream().map(ReviewCommand::row).toList());
    }
    return "listed";
  }

  private static List<String> row(Lesson lesson) {
    return List.of(
        IdPrefix.of(lesson.lessonId()),
        Words.of(lesson.status()),
        Long.toString(lesson.trajectoryCount()),
        why(lesson),
        lesson.sentence());
  }

  private static String why(Lesson lesson) {
    return String.valueOf(lesson.reason() == null ? lesson.review() : lesson.reason());
  }

  /** Lessons with what a reviewer wants to see of them. */
  private List<ReviewFile.Entry> entries(Job job, List<Lesson> lessons) {
    Object[] ids = lessons.stream().map(Lesson::lessonId).toArray();
    String consolidation = lessons.get(0).consolidationId();
    Map<String, List<String>> evidence = new HashMap<>();
    job.warehouse()
        .read(EDIT_SUPPORT)
        .where(col("consolidation_id").equalTo(consolidation).and(col("lesson_id").isin(ids)))
        .select("lesson_id", "patch_id")
        .distinct()
        .join(
            job.warehouse().read(PATCHES).select("patch_id", "cause", "trajectory_id"), "patch_id")
        .groupBy("lesson_id")
        .agg(
            slice(
                    array_sort(
                        collect_set(
                            concat(col("cause"), lit(" (run "), col("trajectory_id"), lit(")")))),
                    1,
                    MOST_EVIDENCE)
                .as("evidence"))
        .collectAsList()
        .forEach(row -> evidence.put(row.getString(0), row.getList(1)));
    Map<String, String> winners = new HashMap<>();
    job.warehouse()
        .read(CONFLICTS)
        .where(col("consolidation_id").equalTo(consolidation).and(col("loser_lesson_id").isin(ids)))
        .select("loser_lesson_id", "winner_lesson_id")
        .collectAsList()
        .forEach(row -> winners.put(row.getString(0), row.getString(1)));
    return lessons.stream()
        .map(
            l ->
                new ReviewFile.Entry(
                    l.lessonId(),
                    Words.of(l.status()),
                    why(l),
                    winners.get(l.lessonId()),
                    l.trajectoryCount(),
                    l.taskCount(),
                    l.edit().text(),
                    evidence.getOrDefault(l.lessonId(), List.of()),
                    null,
                    null,
                    null,
                    null))
        .toList();
  }

  /** Takes all decisions, or none when one of them cannot be meant. */
  private String take(Job job, List<Ruling> rulings) {
    Dataset<Row> lessons = lessons(job);
    Instant now = Clock.systemUTC().instant();
    List<LessonOverride> overrides = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Ruling ruling : rulings) {
      Lesson about = find(lessons, ruling.lesson());
      overrides.add(override(lessons, about, ruling, now));
      told.add(Words.of(ruling.decision()) + ": " + about.sentence());
    }
    job.warehouse().append(OVERRIDES, overrides);
    told.forEach(job.out()::println);
    job.say(
        rulings.isEmpty()
            ? "No decision stands in the file."
            : "%d decisions taken. Run consolidate or evolve to have them followed.",
        rulings.size());
    return "decided";
  }

  private LessonOverride override(Dataset<Row> lessons, Lesson about, Ruling ruling, Instant now) {
    String target = ruling.with() == null ? null : find(lessons, ruling.with()).lessonId();
    if (target != null && target.equals(about.lessonId())) {
      throw new UserError("a lesson cannot be merged with itself");
    }
    return new LessonOverride(
        ContentId.of(
            "override", about.lessonId(), ruling.decision().name(), reviewer, now.toString()),
        settings.skillName(),
        about.lessonId(),
        ruling.decision(),
        ruling.text(),
        target,
        about.trajectoryCount(),
        reviewer,
        ruling.reason(),
        now);
  }

  private Dataset<Row> lessons(Job job) {
    String consolidation = job.last().consolidation(settings.skillName());
    return job.warehouse().read(LESSONS).where(col("consolidation_id").equalTo(consolidation));
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
