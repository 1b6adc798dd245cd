package dev.trace2skill.publish;

import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.skill.SkillDiff;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a skill version, for people.
 *
 * @param lessons those that are in it, by rank
 * @param verdicts one a kind of agent
 * @param warehouse where the tables are
 */
record Evidence(
    SkillVersion version, List<Lesson> lessons, List<Verdict> verdicts, String warehouse) {

  private static final Pattern BACKTICKS = Pattern.compile("`{3,}");

  Evidence {
    lessons = List.copyOf(lessons);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * The review of a version as Markdown.
   *
   * @param standing what it would replace; null when nothing stands there
   * @param target where it would go
   */
  String review(@Nullable Skill standing, String target) {
    String diff =
        SkillDiff.of(
            standing == null ? Skill.of(List.<dev.trace2skill.model.SkillFile>of()) : standing,
            version.skill());
    String fence = fence(diff);
    return """
        # %s: skill version %s

        It would go to `%s`, which %s. `trace2skill adopt %s --conf FILE` puts it there, unless
        the skill has changed by then.

        ## Verdict

        %s
        ## Lessons

        %s
        ## Where a line comes from

        ```
        jobs/trace2skill sql --warehouse %s "%s"
        ```

        ## What changes

        %sdiff
        %s%s
        """
        .formatted(
            version.name(),
            version.skillVersionId(),
            target,
            standing == null ? "holds no skill yet" : "holds skill " + standing.id(),
            version.skillVersionId(),
            judged(),
            table(),
            warehouse,
            lineage(),
            fence,
            diff,
            fence);
  }

  /** The message of a commit: what came in, and the evidence for it. */
  String commitMessage(String gate) {
    String lines =
        lessons.stream()
            .map(
                l ->
                    "%6d  %5d  %-11s  %s"
                        .formatted(
                            l.trajectoryCount(),
                            l.taskCount(),
                            l.grade().name().toLowerCase(Locale.ROOT),
                            text(l)))
            .collect(Collectors.joining("\n"));
    return """
        %s: skill version %s with %d lessons

          runs  tasks  grade        lesson
        %s

        Skill-Version: %s
        Base-Skill: %s
        Gate: %s
        """
        .formatted(
            version.name(),
            version.skillVersionId(),
            lessons.size(),
            lines,
            version.skillVersionId(),
            version.baseSkillId(),
            gate);
  }

  private String judged() {
    if (verdicts.isEmpty()) {
      return "Nobody has judged it: `trace2skill gate --conf FILE` does.\n";
    }
    StringBuilder out = new StringBuilder();
    for (Verdict v : verdicts) {
      out.append(
          "- %s: **%s**. %s. Looked at: %s (verdict `%s`).\n"
              .formatted(
                  cell(v.cell()),
                  v.decision().name().toLowerCase(Locale.ROOT),
                  cell(v.reason()),
                  cell(v.evidence()),
                  v.verdictId()));
    }
    return out.toString();
  }

  private String table() {
    StringBuilder out = new StringBuilder();
    out.append("| runs | tasks | users | grade | lesson | numbers |\n|--:|--:|--:|---|---|---|\n");
    for (Lesson l : lessons) {
      out.append(
          "| %d | %d | %d | %s | %s | %s |\n"
              .formatted(
                  l.trajectoryCount(),
                  l.taskCount(),
                  l.principalCount(),
                  l.grade().name().toLowerCase(Locale.ROOT),
                  cell(text(l)),
                  cell(l.finding() == null ? "" : l.finding())));
    }
    return out.toString();
  }

  private String lineage() {
    return "SELECT l.file, l.line_number, l.text, e.trajectory_id, p.cause, p.evidence AS steps"
        + " FROM skill_lines l JOIN skill_versions v USING (skill_version_id)"
        + " JOIN edit_support e USING (consolidation_id, lesson_id) JOIN patches p USING (patch_id)"
        + " WHERE l.skill_version_id = '"
        + version.skillVersionId()
        + "' ORDER BY l.file, l.line_number";
  }

  private static String text(Lesson lesson) {
    return lesson.sentence().replaceAll("\\s+", " ");
  }

  /** Text of the traces' making: shown as it is, whatever it would mean in Markdown or HTML. */
  private static String cell(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|");
  }

  /** One that no line of the text closes. */
  private static String fence(String text) {
    Matcher runs = BACKTICKS.matcher(text);
    int longest = 2;
    while (runs.find()) {
      longest = Math.max(longest, runs.end() - runs.start());
    }
    return "`".repeat(longest + 1);
  }
}
