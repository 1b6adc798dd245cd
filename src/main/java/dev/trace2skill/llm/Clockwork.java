package dev.trace2skill.llm;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The threads and the time that talks run on. However many talks there are, the threads are few: no
 * talk keeps one while it waits.
 *
 * @param work for what talks make of answers
 * @param disk for reading and writing the journal
 * @param nanos a time that only goes forward
 */
record Clockwork(
    Executor work, Executor disk, Clock clock, LongSupplier nanos, Timer timer, Runnable stop) {

  /** A journal in a bucket answers after tens of milliseconds, and its threads only wait. */
  private static final int DISK_THREADS = 16;

  private static final long IDLE_SECONDS = 10;

  /** Runs something later. */
  interface Timer {

    /** Gives back what makes it forget the task, if that has not run yet. */
    Runnable after(long nanos, Runnable task);
  }

  /** As many threads for work as there are cores, some for the journal and one for the time. */
  static Clockwork start() {
    ThreadPoolExecutor work = pool("talks", Runtime.getRuntime().availableProcessors());
    ThreadPoolExecutor disk = pool("talks-journal", DISK_THREADS);
    ScheduledThreadPoolExecutor time = new ScheduledThreadPoolExecutor(1, threads("talks-time"));
    time.setRemoveOnCancelPolicy(true);
    time.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    Timer timer =
        (nanos, task) -> {
          ScheduledFuture<?> scheduled = time.schedule(task, nanos, TimeUnit.NANOSECONDS);
          return () -> scheduled.cancel(false);
        };
    Runnable stop =
        () -> {
          var unused = time.shutdownNow();
          work.shutdown();
          disk.shutdown();
        };
    return new Clockwork(work, disk, Clock.systemUTC(), System::nanoTime, timer, stop);
  }

  private static ThreadPoolExecutor pool(String name, int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads(name),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
