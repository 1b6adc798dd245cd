package dev.trace2skill.publish;

/** Whether a skill needs a verdict to go out. */
public enum GateMode {
  /** Only a version that the gate accepted goes out. */
  ON,
  /** Any version goes out; the publication says that nobody judged it. */
  OFF
}
