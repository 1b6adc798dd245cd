package dev.trace2skill.report;

import dev.trace2skill.model.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the skill was learnt from, what was not learnt, and what it cost.
 *
 * @param outcomes how runs ended, by model and format
 * @param drops looks of analysts that gave no patch
 * @param uncovered runs that an analyst did not look at, the last time it looked
 * @param rejections edits that do not apply to the base skill
 * @param costs what models were asked, in all commands on this warehouse
 */
public record Evidence(
    List<Ended> outcomes,
    List<Dropped> drops,
    List<Uncovered> uncovered,
    List<Rejection> rejections,
    List<Cost> costs) {

  public Evidence {
    outcomes = List.copyOf(outcomes);
    drops = List.copyOf(drops);
    uncovered = List.copyOf(uncovered);
    rejections = List.copyOf(rejections);
    costs = List.copyOf(costs);
  }

  /** Runs of one kind of agent that ended alike. */
  public record Ended(String agent, Outcome outcome, long trajectoryCount) {}

  /**
   * Looks that came to nothing for one reason.
   *
   * @param example what was noted about one of them
   */
  public record Dropped(
      String analyst, String reason, long analysisCount, @Nullable String example) {}

  /** Runs that an analyst left out for one reason. */
  public record Uncovered(String analyst, String why, long trajectoryCount) {}

  /** Edits that do not apply for one reason. */
  public record Rejection(String reason, long editCount) {}

  /**
   * What one purpose took of one model.
   *
   * @param callCount questions, those that the journal answered included
   * @param journalCount questions that the journal answered
   * @param requestCount requests that were sent
   * @param usd by the provider's price list; null when it is not known
   */
  public record Cost(
      String stage,
      String purpose,
      String model,
      long callCount,
      long journalCount,
      long requestCount,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens,
      @Nullable Double usd) {}
}
