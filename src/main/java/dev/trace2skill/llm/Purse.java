package dev.trace2skill.llm;

import java.util.Locale;

/**
 * A budget from which the worst case of each call is set aside before it is sent, so that it holds
 * whatever the calls turn out to take. Not thread-safe.
 */
final class Purse {

  private final Amount limit;
  private Amount spent = Amount.NOTHING;
  private Amount reserved = Amount.NOTHING;

  Purse(Budget budget) {
    limit = Amount.limit(budget);
  }

  boolean holds(Amount worst) {
    return spent.plus(reserved).plus(worst).fitsIn(limit);
  }

  /** Whether so much would fit if nothing had been taken yet. */
  boolean couldHold(Amount worst) {
    return worst.fitsIn(limit);
  }

  void reserve(Amount worst) {
    reserved = reserved.plus(worst);
  }

  void settle(Amount worst, Amount real) {
    reserved = reserved.minus(worst);
    spent = spent.plus(real);
  }

  /** Counts what was paid before. */
  void charge(Amount real) {
    spent = spent.plus(real);
  }

  Amount spent() {
    return spent;
  }

  /** Why an amount does not fit, in one line. */
  String shortage(Amount worst) {
    if (holds(worst)) {
      return "the budget was too small for a call before, so no talk is begun any more";
    }
    Amount left = limit.minus(spent);
    if (worst.calls() > left.calls()) {
      return "the budget of " + limit.calls() + " calls is used up";
    }
    if (worst.tokens() > left.tokens()) {
      return "the next call may take "
          + worst.tokens()
          + " tokens, and of the budget of "
          + limit.tokens()
          + " are left "
          + Math.max(0, left.tokens());
    }
    return String.format(
        Locale.ROOT,
        "the next call may cost %.4f USD, and of the budget of %.4f are left %.4f",
        worst.spent().usd(),
        limit.spent().usd(),
        Math.max(0, left.spent().usd()));
  }
}
