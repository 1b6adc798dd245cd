package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.OVERRIDES;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LessonOverride.Decision;
import dev.trace2skill.model.UserError;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

  @Override
  public Integer call() throws Exception {
    settings.conf();
    Decision decided = lesson == null ? null : decision();
    return Job.run(spec, settings, job -> decided == null ? list(job) : decide(job, decided));
  }

  /** Refuses what cannot be meant before Spark starts. */
  private Decision decision() {
    Decision found;
    try {
      found = Words.one("decision", decision == null ? "" : decision, Decision.values());
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    if ((found == Decision.REWORD) != (text != null)) {
      throw new UserError("--text goes with reword, and reword needs it");
    }
    if ((found == Decision.MERGE_WITH) != (with != null)) {
      throw new UserError("--with goes with merge-with, and merge-with needs it");
    }
    return found;
  }

  private String list(Job job) {
    Dataset<Row> open =
        lessons(job)
            .where(
                col("status")
                    .isin("waiting", "conflict", "rejected", "quarantined")
                    .or(col("review").isNotNull()))
            .orderBy(col("support").desc(), col("lesson_id"))
            .limit(100);
    List<List<String>> rows =
        LESSONS.collect(open).stream()
            .map(
                l ->
                    List.of(
                        l.lessonId().substring(0, 12),
                        Words.of(l.status()),
                        Long.toString(l.trajectoryCount()),
                        l.reason() == null ? String.valueOf(l.review()) : l.reason(),
                        l.edit().text().replaceFirst("^- ", "")))
            .toList();
    if (rows.isEmpty()) {
      job.out().println("No lesson stayed out of the skill, and none in it has aged.");
      return "listed";
    }
    TextTable.print(job.out(), List.of("lesson", "status", "runs", "why", "text"), rows, 60);
    return "listed";
  }

  private String decide(Job job, Decision decided) {
    Lesson about = find(job, String.valueOf(lesson));
    String target = with == null ? null : find(job, with).lessonId();
    if (target != null && target.equals(about.lessonId())) {
      throw new UserError("a lesson cannot be merged with itself");
    }
    Instant now = Clock.systemUTC().instant();
    LessonOverride override =
        new LessonOverride(
            ContentId.of("override", about.lessonId(), decided.name(), reviewer, now.toString()),
            settings.skillName(),
            about.lessonId(),
            decided,
            text,
            target,
            about.trajectoryCount(),
            reviewer,
            reason,
            now);
    job.warehouse().append(OVERRIDES, List.of(override));
    job.out()
        .printf(
            Locale.ROOT,
            "%s: %s%nRun consolidate or evolve to have it followed.%n",
            decision,
            about.edit().text().replaceFirst("^- ", ""));
    return "decided";
  }

  private Dataset<Row> lessons(Job job) {
    String consolidation = job.lastConsolidation(settings.skillName());
    return job.warehouse().read(LESSONS).where(col("consolidation_id").equalTo(consolidation));
  }

  private Lesson find(Job job, String prefix) {
    IdPrefix.check("lesson", prefix);
    List<Lesson> found =
        LESSONS.collect(lessons(job).where(col("lesson_id").startsWith(prefix)).limit(2));
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
