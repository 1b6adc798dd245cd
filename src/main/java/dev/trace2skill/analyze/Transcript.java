package dev.trace2skill.analyze;

import dev.trace2skill.model.Trajectory;
import dev.trace2skill.skill.Tokens;

/**
 * A run as text that an analyst, a person or a model, can read within a budget: the same run and
 * budget always give the same text.
 *
 * <p>Every tool call, every error with its first and last line, the user's first and the agent's
 * last message are always there. The rest gives way as the budget shrinks: reasoning first, then
 * what tools printed, then what the agent said on its way, then what else the user said. Where
 * there is not enough for all of a kind, the long ones are cut and the short ones stay whole.
 *
 * @param tokens an estimate of the text's length, see {@link #tokens}
 * @param stepCount steps of which the text shows anything
 * @param withinBudget false when even what must stay is more than the budget
 */
public record Transcript(String text, int tokens, int stepCount, boolean withinBudget) {

  /**
   * The transcript of a run.
   *
   * @param tokenBudget tokens that the text may have, as estimated
   */
  public static Transcript of(Trajectory run, int tokenBudget) {
    if (tokenBudget < 1) {
      throw new IllegalArgumentException("a transcript needs a budget, not " + tokenBudget);
    }
    return TranscriptWriter.write(run, tokenBudget);
  }

  /** An estimate of the tokens of a text, as {@link Tokens} makes it. */
  public static int tokens(String text) {
    return Tokens.of(text);
  }

  /** The bytes that so many tokens are. */
  static long bytes(int tokens) {
    return tokens * 7L / 2;
  }
}
