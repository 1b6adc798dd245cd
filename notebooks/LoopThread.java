package org.rapaio.jupyter.kernel.channels;

/**
 * Stands in for the kernel's class of this name. That one may end before it began (it is told to run
 * only after it was started), and may serve a message before anybody is there to handle it; either
 * leaves a kernel that never answers, about one start in six on a busy machine.
 */
public final class LoopThread extends Thread {

  /** Longer than it takes from the first channel to the handlers of all. */
  private static final long UNTIL_HANDLED_MILLIS = 700;

  private final long pauseMillis;
  private final Runnable body;
  private volatile boolean running = true;

  public LoopThread(String name, long pauseMillis, Runnable body) {
    super(name);
    this.pauseMillis = pauseMillis;
    this.body = body;
  }

  @Override
  public void run() {
    try {
      Thread.sleep(UNTIL_HANDLED_MILLIS);
      while (running) {
        body.run();
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** Ends it after the round that is under way. */
  public void shutdown() {
    running = false;
  }
}
