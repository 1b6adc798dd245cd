package dev.trace2skill.model;

/** Something the user can fix: shown as one line, without a stack trace, exit code 2. */
public final class UserError extends RuntimeException {

  /**
   * @param message what is wrong, where, and what would be right
   */
  public UserError(String message) {
    super(message);
  }
}
