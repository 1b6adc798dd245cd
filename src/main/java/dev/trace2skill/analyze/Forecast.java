package dev.trace2skill.analyze;

import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst that asks a model would take, before anything is spent.
 *
 * @param trajectories that it would look at
 * @param recorded calls of theirs whose answers stand in the journal and cost nothing
 * @param calls that would be paid for
 * @param usd null where the price is not known
 * @param seconds of talking; Spark's own time is a few seconds more for every wave
 * @param measured whether it rests on talks of this analyst in this warehouse; else on rules of
 *     thumb
 */
public record Forecast(
    String analyst,
    long trajectories,
    long recorded,
    Interval calls,
    Interval inputTokens,
    Interval outputTokens,
    @Nullable Interval usd,
    Interval seconds,
    boolean measured) {

  /** Fewer talks say too little about the next ones. */
  private static final int ENOUGH = 20;

  /** Answers of a model in one talk in which it may use tools. */
  private static final Interval TURNS = new Interval(4, 8, 16);

  /** Answers that have to be mended, as a share. */
  private static final double MENDED = 0.1;

  /**
   * What a talk's question grows by with every turn, and what the model writes in one, in tokens.
   */
  private static final Interval GROWTH = new Interval(200, 700, 2_000);

  private static final Interval WRITTEN = new Interval(60, 250, 1_000);

  /** From a question to its answer, in seconds. */
  private static final Interval LATENCY = new Interval(1, 5, 20);

  /**
   * What there is to do.
   *
   * @param talks trajectories to look at for which an answer is missing
   * @param recorded answers to them that stand in the journal
   * @param firstTokens of all their first questions together, as estimated
   */
  record Work(long talks, long recorded, double firstTokens) {}

  /**
   * What earlier talks of the analyst took, each: mean and standard deviation.
   *
   * @param input tokens of all questions of a talk, those read from a cache included
   * @param usd by the price list; null where it was not known
   * @param latency mean seconds from a question to its answer
   */
  record History(
      long talks,
      double turns,
      double turnsDeviation,
      double input,
      double inputDeviation,
      double output,
      double outputDeviation,
      @Nullable Double usd,
      @Nullable Double usdDeviation,
      double latency) {}

  static Forecast of(
      String analyst, Work work, @Nullable History history, int maxTurns, LlmSettings llm) {
    if (work.talks() == 0) {
      Interval none = Interval.ZERO;
      return new Forecast(
          analyst,
          0,
          work.recorded(),
          none,
          none,
          none,
          llm.prices() == null ? null : none,
          none,
          false);
    }
    boolean measured = history != null && history.talks() >= ENOUGH;
    Sizes sizes = measured ? seen(work, history, llm) : guessed(work, maxTurns, llm);
    Interval latency =
        measured
            ? new Interval(history.latency() / 2, history.latency(), history.latency() * 2)
            : LATENCY;
    return new Forecast(
        analyst,
        work.talks(),
        work.recorded(),
        sizes.calls(),
        sizes.input(),
        sizes.output(),
        sizes.usd(),
        seconds(sizes.calls(), latency, llm),
        measured);
  }

  private record Sizes(Interval calls, Interval input, Interval output, @Nullable Interval usd) {}

  private static Sizes seen(Work work, History h, LlmSettings llm) {
    Interval calls = Interval.ofSum(work.talks(), h.turns(), h.turnsDeviation(), h.talks());
    Interval left = calls.minus(work.recorded(), work.talks());
    double share = left.expected() / calls.expected();
    Interval input =
        Interval.ofSum(work.talks(), h.input(), h.inputDeviation(), h.talks()).times(share);
    Interval output =
        Interval.ofSum(work.talks(), h.output(), h.outputDeviation(), h.talks()).times(share);
    if (h.usd() != null && h.usdDeviation() != null) {
      Interval usd = Interval.ofSum(work.talks(), h.usd(), h.usdDeviation(), h.talks());
      return new Sizes(left, input, output, usd.times(share));
    }
    return new Sizes(left, input, output, usd(llm.prices(), input, output, 0));
  }

  private static Sizes guessed(Work work, int maxTurns, LlmSettings llm) {
    Interval turns = turns(maxTurns);
    Interval all = turns.times((double) work.talks());
    Interval calls = all.minus(work.recorded(), work.talks());
    double share = calls.expected() / all.expected();
    Interval input =
        new Interval(
                input(work, turns.low(), GROWTH.low()),
                input(work, turns.expected(), GROWTH.expected()),
                input(work, turns.high(), GROWTH.high()))
            .times(share);
    int most = llm.sampling().maxOutputTokens();
    Interval output =
        new Interval(
            calls.low() * Math.min(most, WRITTEN.low()),
            calls.expected() * Math.min(most, WRITTEN.expected()),
            calls.high() * Math.min(most, WRITTEN.high()));
    double fresh = work.firstTokens() + work.talks() * GROWTH.low() * (turns.low() - 1);
    double cached = Math.max(0, 1 - fresh * share / input.low());
    return new Sizes(calls, input, output, usd(llm.prices(), input, output, cached));
  }

  /** A talk without tools takes a second turn only to mend an answer. */
  private static Interval turns(int maxTurns) {
    return maxTurns <= Question.MOST_TURNS
        ? new Interval(1, Math.min(1 + MENDED, maxTurns), maxTurns)
        : new Interval(
            Math.min(TURNS.low(), maxTurns),
            Math.min(TURNS.expected(), maxTurns),
            Math.min(TURNS.high(), maxTurns));
  }

  /** Every turn sends the talk so far once more. */
  private static double input(Work work, double turns, double growth) {
    return turns * work.firstTokens() + work.talks() * growth * turns * (turns - 1) / 2;
  }

  /**
   * What the tokens cost.
   *
   * @param cached the share of the input that is read from a cache at the best; at the worst
   *     nothing
   */
  private static @Nullable Interval usd(
      @Nullable Prices prices, Interval input, Interval output, double cached) {
    if (prices == null) {
      return null;
    }
    double low = cost(prices, input.low(), output.low(), cached);
    double expected = cost(prices, input.expected(), output.expected(), 0);
    double high = cost(prices, input.high(), output.high(), 0);
    return new Interval(Math.min(low, expected), expected, Math.max(expected, high));
  }

  private static double cost(Prices prices, double input, double output, double cached) {
    return prices.cost(
        new Usage(
            Math.round(input * (1 - cached)),
            Math.round(output),
            Math.round(input * cached),
            null,
            null));
  }

  private static Interval seconds(Interval calls, Interval latency, LlmSettings llm) {
    Interval talking =
        new Interval(
            calls.low() * latency.low() / llm.window(),
            calls.expected() * latency.expected() / llm.window(),
            calls.high() * latency.high() / llm.window());
    if (llm.requestsPerMinute() == null) {
      return talking;
    }
    Interval paced = calls.times(60.0 / llm.requestsPerMinute());
    return new Interval(
        Math.max(talking.low(), paced.low()),
        Math.max(talking.expected(), paced.expected()),
        Math.max(talking.high(), paced.high()));
  }
}
