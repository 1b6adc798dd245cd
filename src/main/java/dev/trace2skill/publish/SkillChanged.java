package dev.trace2skill.publish;

/** A skill is not what a version was made from, so the version does not take its place. */
public final class SkillChanged extends RuntimeException {

  private final String report;

  /**
   * @param message what changed, and what to do
   * @param report see {@link ThreeWay}
   */
  SkillChanged(String message, String report) {
    super(message);
    this.report = report;
  }

  /** What differs between base, standing skill and version, in lines. */
  public String report() {
    return report;
  }
}
