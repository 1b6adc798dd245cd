package dev.trace2skill.model;

/**
 * What went wrong in a failed run, or what a successful one got right. Closed, so that it counts.
 */
public enum RootCause {
  /** The request, or a rule that applies to it, was read wrongly or not at all. */
  MISREAD_REQUEST,
  /** Something that had to be done was not done. */
  MISSING_STEP,
  /** Something was done that should not have been. */
  NEEDLESS_STEP,
  /** The right things in the wrong order. */
  WRONG_ORDER,
  /** The wrong tool for the job. */
  WRONG_TOOL,
  /** The right tool with wrong arguments. */
  WRONG_ARGUMENTS,
  /** What a tool or a file said was misread or not used. */
  MISREAD_OBSERVATION,
  /** An error was not noticed, or not dealt with. */
  UNHANDLED_ERROR,
  /** The result was not checked before the end. */
  NOT_VERIFIED,
  /** A calculation, formula or piece of code was wrong. */
  WRONG_COMPUTATION,
  /** The answer was not in the form that was asked for. */
  WRONG_FORMAT,
  /** The run stopped early, went in circles or ran out of turns. */
  STOPPED_OR_LOOPED,
  /** The agent lacked a fact that is in no tool and no file. */
  MISSING_KNOWLEDGE,
  OTHER
}
