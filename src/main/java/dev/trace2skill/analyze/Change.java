package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One change of a correction.
 *
 * @param call the call's place in its step, from 0
 * @param tool of an inserted call; empty otherwise
 * @param arguments of a new call or of a call as it should have been; missing for a removal
 */
record Change(int step, int call, Action action, String tool, JsonNode arguments) {

  /** What is changed. */
  enum Action {
    REPLACE_ARGUMENTS,
    REMOVE,
    INSERT_AFTER
  }

  String place() {
    return "step %d call %d".formatted(step, call);
  }
}
