package dev.trace2skill.cli;

import static org.apache.spark.sql.functions.col;

import dev.trace2skill.Trace2Skill;
import dev.trace2skill.lineage.Reviewing;
import dev.trace2skill.lineage.Ruling;
import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
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

  /** Lessons that a table shows. */
  private static final int MOST_LISTED = 100;

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
    // Refuses what cannot be meant before Spark starts.
    Ruling ruling = Ruling.of(lesson, decision, text, with, reason);
    return Job.run(spec, settings, job -> take(job, List.of(ruling)));
  }

  private static Ruling ruling(ReviewFile.Entry entry) {
    try {
      return Ruling.of(
          entry.lesson(),
          entry.decision(),
          blank(entry.newText()),
          blank(entry.with()),
          blank(entry.reason()));
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

  private String list(Job job) throws IOException {
    String consolidation = job.last().consolidation(settings.skillName());
    List<ReviewFile.Entry> entries =
        Trace2Skill.of(job.warehouse())
            .review()
            .where(col("consolidation_id").equalTo(consolidation))
            .limit(write == null ? MOST_LISTED : MOST_WRITTEN)
            .collectAsList()
            .stream()
            .map(ReviewCommand::entry)
            .toList();
    if (entries.isEmpty()) {
      job.out().println("No lesson stayed out of the skill, and none in it has aged.");
    } else if (write != null) {
      Files.writeString(write, ReviewFile.write(entries));
      job.say("%d lessons: %s; edit it, then review --read %s", entries.size(), write, write);
    } else {
      TextTable.fit(
          spec,
          List.of("lesson", "status", "runs", "why", "text"),
          entries.stream().map(ReviewCommand::row).toList());
    }
    return "listed";
  }

  private static List<String> row(ReviewFile.Entry entry) {
    return List.of(
        IdPrefix.of(entry.lesson()),
        String.valueOf(entry.status()),
        String.valueOf(entry.runs()),
        String.valueOf(entry.why()),
        Lesson.sentence(String.valueOf(entry.text())));
  }

  private static ReviewFile.Entry entry(Row row) {
    List<String> evidence = row.getList(row.fieldIndex("evidence"));
    return new ReviewFile.Entry(
        row.getAs("lesson_id"),
        row.getAs("status"),
        row.getAs("why"),
        row.getAs("lost_to"),
        row.getAs("runs"),
        row.getAs("tasks"),
        row.getAs("text"),
        evidence == null ? List.of() : evidence,
        null,
        null,
        null,
        null);
  }

  private String take(Job job, List<Ruling> rulings) {
    new Reviewing(job.warehouse(), settings.skillName(), reviewer)
        .take(rulings, Clock.systemUTC().instant())
        .forEach(job.out()::println);
    job.say(
        rulings.isEmpty()
            ? "No decision stands in the file."
            : "%d decisions taken. Run consolidate or evolve to have them followed.",
        rulings.size());
    return "decided";
  }
}
