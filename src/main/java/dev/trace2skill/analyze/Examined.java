package dev.trace2skill.analyze;

import dev.trace2skill.llm.Talk;
import dev.trace2skill.model.Analysis;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Patch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one talk about one trajectory.
 *
 * @param ending how the talk ended
 * @param detail why, where it came to no result
 * @param analysis null where it came to no result
 * @param patch null where nothing is proposed
 * @param questionTokens of the first question, as estimated
 * @param calls every question that was asked
 */
public record Examined(
    String trajectoryId,
    Talk.Ending ending,
    String detail,
    @Nullable Analysis analysis,
    @Nullable Patch patch,
    long questionTokens,
    List<LlmCall> calls) {

  public Examined {
    calls = List.copyOf(calls);
  }
}
