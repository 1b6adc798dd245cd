package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * One condition that a run must meet for its task to be solved. What is right is {@code expected}
 * if it is there, else what lies at {@code expectedUri}; an agent never sees either.
 *
 * @param evaluator name of the evaluator that decides
 * @param target the file or folder of the working copy that is looked at; empty for the agent's
 *     final answer, or for what the evaluator looks at by itself
 * @param expected the right value, where it is a short text
 * @param expectedUri a file or folder that is right, or that says what is
 * @param options how to compare, a JSON object as text that the evaluator understands
 */
public record Check(
    String evaluator,
    String target,
    @Nullable String expected,
    @Nullable String expectedUri,
    String options) {

  public Check {
    target = WorkingPath.of(target);
  }

  /** Of a final answer that is to be compared with a value. */
  public static Check answer(String evaluator, String expected) {
    return new Check(evaluator, "", expected, null, "{}");
  }

  /** Of a file or folder that is to be compared with another. */
  public static Check file(String evaluator, String target, String expectedUri) {
    return new Check(evaluator, target, null, expectedUri, "{}");
  }

  /** What is checked, in a few words. */
  public String label() {
    return target.isEmpty() ? evaluator : evaluator + " " + target;
  }
}
