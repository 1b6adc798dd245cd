package dev.trace2skill.llm;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one task may use of a run's limits.
 *
 * @param window the most calls in flight at once
 * @param budget its time begins when the talks are opened
 * @param requestsPerMinute null for no limit
 */
public record Share(int window, Budget budget, @Nullable Double requestsPerMinute)
    implements Serializable {

  public Share {
    if (window < 1) {
      throw new IllegalArgumentException("window must be at least 1");
    }
  }

  public Share(int window, Budget budget) {
    this(window, budget, null);
  }
}
