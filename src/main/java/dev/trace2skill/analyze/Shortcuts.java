package dev.trace2skill.analyze;

import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ways to a success that are no lesson: checks made weaker instead of work made better, and answers
 * that were looked up where they lie.
 */
final class Shortcuts {

  private static final Map<String, Pattern> PATTERNS =
      new LinkedHashMap<>(
          Map.of(
              "a test is skipped",
              Pattern.compile(
                  "@pytest\\.mark\\.(?:skip|xfail)|@unittest\\.skip|pytest\\.skip\\("
                      + "|\\b(?:it|test|describe)\\.skip\\(|\\bx(?:it|describe)\\(|@Disabled\\b"
                      + "|@Ignore\\b|\\bt\\.Skip(?:Now)?\\(|#\\[ignore\\]"),
              "a test is deleted",
              Pattern.compile(
                  "\\b(?:git )?rm (?:-\\w+ )*\\S*(?:\\btests?/\\S*|test_\\w+\\.py|\\w+_test\\.\\w+"
                      + "|\\w+Test\\.java|\\w+\\.(?:test|spec)\\.[jt]sx?)"),
              "a check is switched off",
              Pattern.compile(
                  "--no-verify\\b|\\bgit commit (?:-\\w+ )*-n\\b|\\bHUSKY=0\\b"
                      + "|\\b(?:pytest|npm test|go test|cargo test|mvn test|make test|tox)"
                      + "\\b[^|;&\\\\\\n]*\\|\\| *(?:true|exit 0|:)"),
              "an assertion is made empty",
              Pattern.compile(
                  "(?m)^\\s*(?:\\+\\s*)?assert (?:True|1)\\s*(?:#.*)?$"
                      + "|\\bassertTrue\\(true\\)|\\bexpect\\(true\\)\\.toBe\\(true\\)"),
              "an answer is read where it lies",
              Pattern.compile(
                  "(?i)(?<![\\w.-])(?:gold(?:en)?[_-]?(?:answers?|labels?|patch|solutions?)"
                      + "|answer[_-]?keys?|ground[_-]?truths?|reference[_-]solutions?"
                      + "|(?:gold|solution|oracle)\\.(?:patch|diff|sh|xlsx|json))"
                      + "[\\w-]*(?:\\.\\w+)?(?![\\w.-])")));

  private Shortcuts() {}

  /** The first shortcut of a run, with its step; empty when none shows. */
  static Optional<String> in(Trajectory run) {
    for (Step step : run.steps()) {
      if (step.actor() != Actor.AGENT) {
        continue;
      }
      for (ToolCall call : step.toolCalls()) {
        String text = written(call);
        for (Map.Entry<String, Pattern> each : PATTERNS.entrySet()) {
          if (each.getValue().matcher(text).find()) {
            return Optional.of("step %d: %s".formatted(step.stepIndex(), each.getKey()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What a call says, without what it only looks for or replaces. */
  private static String written(ToolCall call) {
    StringBuilder text = new StringBuilder();
    JsonText.parsed(call.arguments())
        .ifPresent(
            arguments ->
                arguments
                    .properties()
                    .forEach(
                        member -> {
                          String name = member.getKey();
                          boolean old = name.startsWith("old") || name.equals("pattern");
                          if (!old) {
                            JsonText.leaves(member.getValue())
                                .forEach(leaf -> text.append(leaf.asText()).append('\n'));
                          }
                        }));
    return text.toString();
  }
}
