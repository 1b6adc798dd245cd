package dev.trace2skill.simulate;

/** A tool's refusal, in the words that the agent gets to read. */
final class ToolException extends Exception {

  private static final long serialVersionUID = 1L;

  ToolException(String message) {
    super(message);
  }
}
