package dev.trace2skill.skill;

import org.jspecify.annotations.Nullable;

/**
 * Something about a skill that its author should know.
 *
 * @param file path inside the skill
 * @param line from 1; null when it is about the whole file
 * @param message one sentence
 */
public record Finding(Severity severity, String file, @Nullable Integer line, String message) {

  /** How bad it is. */
  public enum Severity {
    /** Breaks a rule of the specification, or the skill. */
    ERROR,
    /** Against what the specification recommends. */
    WARNING
  }

  public static Finding error(String file, String message) {
    return new Finding(Severity.ERROR, file, null, message);
  }

  public static Finding error(String file, int line, String message) {
    return new Finding(Severity.ERROR, file, line, message);
  }

  public static Finding warning(String file, String message) {
    return new Finding(Severity.WARNING, file, null, message);
  }

  public static Finding warning(String file, int line, String message) {
    return new Finding(Severity.WARNING, file, line, message);
  }
}
