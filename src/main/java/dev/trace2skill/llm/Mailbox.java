package dev.trace2skill.llm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the steps of one talk one after the other, on whatever thread is free. */
final class Mailbox implements Executor {

  private final Executor threads;
  private final Consumer<Throwable> failed;
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private boolean running;

  /**
   * @param failed hears of a step that threw
   */
  Mailbox(Executor threads, Consumer<Throwable> failed) {
    this.threads = threads;
    this.failed = failed;
  }

  @Override
  public void execute(Runnable step) {
    synchronized (steps) {
      steps.add(step);
      if (running) {
        return;
      }
      running = true;
    }
    threads.execute(this::run);
  }

  private void run() {
    for (Runnable step = next(); step != null; step = next()) {
      try {
        step.run();
      } catch (RuntimeException | Error e) {
        // Whoever waits for the talk must learn of it: nobody looks at what a pool's threads throw.
        failed.accept(e);
      }
    }
  }

  private @Nullable Runnable next() {
    synchronized (steps) {
      Runnable step = steps.poll();
      running = step != null;
      return step;
    }
  }
}
