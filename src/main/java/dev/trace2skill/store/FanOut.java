package dev.trace2skill.store;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The results of slow work on a stream of inputs, in the order in which they come. A bounded number
 * is under way at once, and no input is taken before there is room for it.
 *
 * <p>Ends with the Spark task that it runs in: what is under way then is cancelled.
 */
public final class FanOut<I, O> implements Iterator<O>, AutoCloseable {

  private static final long LOOK_AROUND_MILLIS = 500;

  private final Iterator<I> in;
  private final int width;
  private final Function<I, CompletableFuture<O>> start;
  private final Map<Long, CompletableFuture<O>> underWay = new ConcurrentHashMap<>();
  private final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
  private final @Nullable TaskContext task = TaskContext.get();
  private @Nullable AutoCloseable tool;
  private long started;
  private volatile boolean closed;

  private FanOut(Iterator<I> in, int width, Function<I, CompletableFuture<O>> start) {
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1");
    }
    this.in = in;
    this.width = width;
    this.start = start;
    if (task != null) {
      TaskCompletionListener listener = context -> close();
      var unused = task.addTaskCompletionListener(listener);
    }
  }

  /**
   * Starts work on the inputs as results are asked for.
   *
   * @param width the most inputs that are taken and not yet given back as results
   * @param start begins the work on one input and does not wait for it
   */
  public static <I, O> FanOut<I, O> map(
      Iterator<I> in, int width, Function<I, CompletableFuture<O>> start) {
    return new FanOut<>(in, width, start);
  }

  /** Closes what the work is done with as well: after the last result, or when this is closed. */
  public FanOut<I, O> closing(AutoCloseable workTool) {
    tool = workTool;
    return this;
  }

  @Override
  public boolean hasNext() {
    fill();
    if (underWay.isEmpty()) {
      close();
      return false;
    }
    return true;
  }

  @Override
  public O next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CompletableFuture<O> first = await();
    try {
      O result = first.join();
      // Before the caller does its own work with it.
      fill();
      return result;
    } catch (CompletionException e) {
      close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void fill() {
    while (!closed && underWay.size() < width && in.hasNext()) {
      CompletableFuture<O> work = start.apply(in.next());
      long number = started++;
      underWay.put(number, work);
      var unused = work.whenComplete((result, error) -> ended.add(number));
    }
  }

  private CompletableFuture<O> await() {
    try {
      Long first = null;
      while (first == null) {
        if (task != null && task.isInterrupted()) {
          close();
          throw new TaskKilledException("the task was ended");
        }
        first = ended.poll(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
      }
      return underWay.remove(first);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while work was under way", e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    underWay.values().forEach(work -> work.cancel(true));
    if (tool != null) {
      closeTool(tool);
    }
  }

  private static void closeTool(AutoCloseable tool) {
    try {
      tool.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("cannot be closed: " + e.getMessage(), e);
    }
  }
}
