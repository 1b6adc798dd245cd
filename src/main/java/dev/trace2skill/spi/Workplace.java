package dev.trace2skill.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where one run happens: folders of its own, and programs that cannot outlive it. All of it is gone
 * when the run is over, but for what a {@link HarnessRun} names.
 */
public interface Workplace {

  /** The working copy: the task's inputs, and what the agent makes of them. */
  Path work();

  /** The home directory of the run's programs, empty at first. */
  Path home();

  /** A folder for files of ours that the run's programs cannot write to where that is possible. */
  Path records();

  /** Copies the skill into a folder of the working copy; what is changed there is no result. */
  Path placeSkill(Assignment assignment, String folder) throws IOException;

  /** What is left of the run's time. */
  Duration left();

  /**
   * Runs a program to its end, or to the end that a limit sets, and waits for it. Nothing that it
   * started runs on.
   */
  Ended run(Command command) throws IOException, InterruptedException;

  /**
   * Asks the model that the run is about, within the limits of the whole job: what was paid for
   * before is not paid again.
   *
   * @param turn the number of the question in this run, from 0
   * @throws LLMException when there is no answer, whatever was tried
   */
  LLMReply ask(int turn, LLMRequest request) throws LLMException, InterruptedException;
}
