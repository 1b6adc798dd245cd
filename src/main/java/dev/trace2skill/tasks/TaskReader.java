package dev.trace2skill.tasks;

/** Reads tasks in one layout. */
interface TaskReader {

  /** The layout's name on the command line. */
  String layout();

  /** Whether what lies there looks like this layout. */
  boolean knows(Place place);

  /**
   * All tasks that lie there.
   *
   * @throws dev.trace2skill.model.UserError with file and line when one cannot be understood
   */
  Found read(Place place);
}
