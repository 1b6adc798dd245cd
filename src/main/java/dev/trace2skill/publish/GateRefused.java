package dev.trace2skill.publish;

/** A skill version may not go out. Nothing was changed. Exit code 4. */
public final class GateRefused extends RuntimeException {

  /**
   * @param message which version, and what to do
   */
  public GateRefused(String message) {
    super(message);
  }

  /** There is no verdict that accepts a version. */
  static GateRefused without(String skillVersionId, String target, String why) {
    return new GateRefused(
        "no verdict accepts skill version %s for %s: %s; gate judges it, --gate off publishes it all"
                .formatted(skillVersionId, target, why)
            + " the same, which is recorded");
  }
}
