package dev.trace2skill.model;

/** How far what a patch teaches reaches. */
public enum Generality {
  /** Whatever the work. */
  GENERAL,
  /** In this kind of work. */
  DOMAIN,
  /** In this task alone: no lesson for a skill. */
  TASK
}
