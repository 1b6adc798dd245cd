package dev.trace2skill.adapter.harness;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.LLMTool;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What an agent inside this program is told: how to work, and the skill, whose main file stands in
 * its instructions and whose other files lie in the working copy.
 */
final class Instructions {

  private static final String FOLDER = ".skills";
  private static final int OUTPUT_TOKENS = 4_096;
  private static final String PROMPT = prompt();

  private Instructions() {}

  /** How the agent gets to know the skill. */
  private enum Shows {
    FULL,
    LISTING
  }

  private static Shows shows(HarnessSettings settings) {
    return switch (settings.text("skill").orElse("full")) {
      case "full" -> Shows.FULL;
      case "listing" -> Shows.LISTING;
      default -> throw new UserError("the setting 'skill' is full or listing");
    };
  }

  /**
   * A hash of all that is told to the agent beside the skill.
   *
   * @param end how it ends its work
   * @throws UserError when the settings cannot be understood
   */
  static String version(HarnessSettings settings, String end, List<LLMTool> tools) {
    var unused = shows(settings);
    return ContentId.of(PROMPT + end, tools.toString()).substring(0, 12);
  }

  /**
   * The instructions for a run.
   *
   * @param end how the agent ends its work
   */
  static String of(Assignment assignment, Workplace place, String end) throws IOException {
    if (assignment.skill() == null) {
      return PROMPT + end;
    }
    Path folder = place.work().relativize(place.placeSkill(assignment, FOLDER));
    String main = assignment.skill().file(Skill.MAIN_FILE).orElse("");
    StringBuilder text = new StringBuilder(PROMPT + end);
    text.append("\nThere is a skill for this kind of task. Its files are in `" + folder + "`:\n");
    assignment.skill().files().forEach(file -> text.append("- `" + file.path() + "`\n"));
    if (shows(assignment.settings()) == Shows.FULL) {
      text.append("\nFollow it. This is its `" + Skill.MAIN_FILE + "`:\n\n").append(main);
    } else {
      text.append("\nIt begins like this; read the rest when the task is of its kind:\n\n");
      text.append(main.lines().limit(6).reduce("", (all, line) -> all + line + "\n"));
    }
    return text.toString();
  }

  /** A seed of 0 is none: nothing is sent. */
  static Sampling sampling(Assignment assignment) {
    Sampling given =
        assignment.sampling() == null ? Sampling.of(OUTPUT_TOKENS) : assignment.sampling();
    return assignment.seed() == 0
        ? given
        : new Sampling(
            given.maxOutputTokens(),
            given.temperature(),
            given.topP(),
            assignment.seed(),
            given.thinkingTokens(),
            given.effort());
  }

  private static String prompt() {
    try (InputStream in = Instructions.class.getResourceAsStream("simple-react.md")) {
      if (in == null) {
        throw new IllegalStateException("simple-react.md is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
