package dev.trace2skill.model;

/** How a trajectory ended. Infrastructure failures and unlabelled runs are no evidence of skill. */
public enum Outcome {
  SUCCESS,
  FAILURE,
  /** The harness, not the agent, broke down. */
  INFRA,
  /** Nobody said. */
  UNKNOWN
}
