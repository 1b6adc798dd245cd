package dev.trace2skill.gate;

import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.model.Verdict.Interval;
import dev.trace2skill.model.Verdict.TaskResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison came to; the components are those of a {@link dev.trace2skill.model.Verdict}.
 */
public record Ruling(
    Decision decision,
    String reason,
    @Nullable Comparison result,
    @Nullable Comparison noise,
    @Nullable Interval score,
    int lookCount,
    long opinionCount,
    List<TaskResult> tasks) {

  public Ruling {
    tasks = List.copyOf(tasks);
  }
}
