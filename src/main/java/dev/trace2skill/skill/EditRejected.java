package dev.trace2skill.skill;

/** An edit that does not apply. The message is the reason, as one phrase. */
final class EditRejected extends Exception {

  EditRejected(String reason) {
    super(reason);
  }
}
