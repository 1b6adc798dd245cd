package dev.trace2skill.cli;

/** The budget was spent before the work was done. What was done is stored. Exit code 3. */
final class BudgetSpent extends RuntimeException {

  /**
   * @param message what is left, and how to go on
   */
  BudgetSpent(String message) {
    super(message);
  }
}
