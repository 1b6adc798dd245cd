package dev.trace2skill.skill;

/**
 * How large the files of a skill may be; each number is the first that is too much.
 *
 * @param mainTokens as {@link Tokens} estimates them, for SKILL.md
 * @param referenceTokens the same for each file that SKILL.md leads to
 */
public record SkillBudget(int mainLines, int mainTokens, int referenceLines, int referenceTokens) {

  public static final SkillBudget DEFAULT = new SkillBudget(500, 5000, 300, 5000);

  public SkillBudget {
    if (mainLines < 1 || mainTokens < 1 || referenceLines < 1 || referenceTokens < 1) {
      throw new IllegalArgumentException("a budget of no lines or tokens holds nothing");
    }
  }

  public boolean holdsMain(String text) {
    return Lines.of(text).count() < mainLines && Tokens.of(text) < mainTokens;
  }

  public boolean holdsReference(String text) {
    return Lines.of(text).count() < referenceLines && Tokens.of(text) < referenceTokens;
  }
}
