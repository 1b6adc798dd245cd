package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.lineage.Blame;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints where a line of the skill comes from. */
@Command(
    name = "blame",
    mixinStandardHelpOptions = true,
    description =
        "Says where a line of the skill comes from: its lesson, the patches behind it, their runs"
            + " and the steps that show it.",
    footer = {"", "Example: trace2skill blame --conf my.yaml SKILL.md:42"})
final class BlameCommand implements Callable<Integer> {

  private static final Pattern PLACE = Pattern.compile("(.+):([1-9]\\d{0,8})");

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Parameters(paramLabel = "FILE:LINE", description = "A line of the skill, such as SKILL.md:42.")
  private String place = "";

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      description =
          "The skill version; the one that stands in the skill's folder unless given, and the last"
              + " one made when none does.")
  private @Nullable String versionId;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many runs to quote; ${DEFAULT-VALUE} unless given.")
  private int most;

  @Override
  public Integer call() throws Exception {
    Matcher at = PLACE.matcher(place);
    if (!at.matches()) {
      throw new UserError("'" + place + "' is no line: write FILE:LINE, such as SKILL.md:42");
    }
    settings.conf();
    return Job.run(
        spec,
        settings,
        job -> {
          SkillVersion version = version(job);
          print(
              job.out(),
              version,
              Blame.of(job.warehouse(), version, at.group(1), Integer.parseInt(at.group(2)), most));
          return "done";
        });
  }

  /** Of versions with the same text the last one made: their lines have the same origins. */
  private SkillVersion version(Job job) throws IOException {
    if (versionId != null) {
      return job.version(versionId);
    }
    String standing = settings.home(job.err()::println).read().map(Skill::id).orElse("");
    List<SkillVersion> published =
        SKILL_VERSIONS.collect(
            job.warehouse()
                .read(SKILL_VERSIONS)
                .where(col("skill_id").equalTo(standing))
                .orderBy("skill_version_id")
                .limit(1));
    return published.isEmpty() ? job.version(null) : published.get(0);
  }

  private static void print(PrintWriter out, SkillVersion version, Blame blame) {
    out.printf(
        Locale.ROOT,
        "%s:%d of version %s%n  %s%n%n",
        blame.line().file(),
        blame.line().lineNumber(),
        version.skillVersionId(),
        blame.line().text().strip());
    Lesson lesson = blame.lesson();
    if (lesson == null) {
      out.println("It stood in the base skill: no lesson wrote it.");
      return;
    }
    print(out, lesson, blame.editCount());
    for (Blame.Source source : blame.sources()) {
      out.printf(
          Locale.ROOT,
          "%n%s: run %s of task %s, %s%n  %s%n",
          source.patch().analyst(),
          source.trajectory().trajectoryId(),
          source.trajectory().taskId(),
          Words.of(source.trajectory().outcome()),
          source.patch().cause());
      source.quotes().forEach(quote -> out.println("  " + quote));
      out.println("  " + source.trajectory().source().uri());
    }
    long more = blame.editCount() - blame.sources().size();
    if (more > 0) {
      out.printf(Locale.ROOT, "%n%,d more edits say so; --most N quotes more.%n", more);
    }
  }

  private static void print(PrintWriter out, Lesson lesson, long edits) {
    out.printf(
        Locale.ROOT,
        "lesson %s, rank %d, %s: %d trajectories%s, %d tasks, %d principals, %d edits by %s%n",
        lesson.lessonId(),
        lesson.rank(),
        Words.of(lesson.grade()),
        lesson.trajectoryCount(),
        lesson.eligibleCount() == null
            ? ""
            : " of " + lesson.eligibleCount() + " that could show it",
        lesson.taskCount(),
        lesson.principalCount(),
        edits,
        String.join(", ", lesson.analysts()));
    if (lesson.finding() != null) {
      out.println("seen " + lesson.finding());
    }
    if (lesson.overrideId() != null) {
      out.println("by decision " + lesson.overrideId() + " of a reviewer");
    }
  }
}
