package dev.trace2skill.model;

/** Who acted in a step. */
public enum Actor {
  SYSTEM,
  USER,
  AGENT,
  TOOL
}
