package dev.trace2skill.llm;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Sees to it that only one talk at a time asks for the same answer; the next one finds it. */
final class Owners {

  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

  /**
   * Makes somebody the owner of a call.
   *
   * @param owned runs when it is so, at once or after others
   */
  void acquire(String callId, Runnable owned) {
    synchronized (waiting) {
      Queue<Runnable> others = waiting.get(callId);
      if (others != null) {
        others.add(owned);
        return;
      }
      waiting.put(callId, new ArrayDeque<>(1));
    }
    owned.run();
  }

  void release(String callId) {
    Runnable next;
    synchronized (waiting) {
      next = waiting.get(callId).poll();
      if (next == null) {
        waiting.remove(callId);
        return;
      }
    }
    next.run();
  }
}
