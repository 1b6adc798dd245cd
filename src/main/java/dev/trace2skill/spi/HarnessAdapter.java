package dev.trace2skill.spi;

import java.io.IOException;

/**
 * Lets one kind of agent work on a query. Found with {@link java.util.ServiceLoader}; must have a
 * constructor without arguments and keep no state but a client for the whole JVM.
 *
 * <p>It translates and nothing else: it puts the skill where the agent reads it, starts the agent
 * through the {@link Workplace}, which holds the limits, and says where the agent's own record of
 * the run lies. It tries nothing again and judges nothing: whether the query was answered is for
 * evaluators to say, who look at what is left, and never at how a program ended.
 */
public interface HarnessAdapter {

  /** The harness's name in conf files and tables. */
  String harness();

  /**
   * What is to be known before the first run.
   *
   * @throws dev.trace2skill.model.UserError when the settings are wrong or the program is not there
   */
  HarnessProfile profile(HarnessSettings settings);

  /**
   * One run, from its start to the end of everything it started. Waits for it; an interrupt ends
   * it.
   *
   * @throws IOException when the place breaks down, such as a full disk; what goes wrong with the
   *     agent is in the result
   */
  HarnessRun run(Assignment assignment, Workplace place) throws IOException, InterruptedException;
}
