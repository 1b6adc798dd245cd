package dev.trace2skill.tasks;

import dev.trace2skill.model.UserError;

/** What is wrong with a task, before it is known where it stands. */
final class Malformed extends Exception {

  Malformed(String message) {
    super(message);
  }

  /** The same for the user. */
  UserError at(String place) {
    return new UserError(place + ": " + getMessage());
  }
}
