package dev.trace2skill.gate;

import java.util.Locale;
import java.util.Optional;

/** What a task is used for. */
public enum Part {
  /** Skills are learnt from its runs. */
  EVOLVE,
  /** Skills are judged by it, and chosen among. */
  VALIDATE,
  /** A skill is judged by it once, when all is chosen. */
  SEALED;

  /** The part that a task's own {@code split} says; empty when it is none of the usual words. */
  static Optional<Part> named(String split) {
    return switch (split.toLowerCase(Locale.ROOT)) {
      case "evolve", "train", "training" -> Optional.of(EVOLVE);
      case "validate", "validation", "valid", "dev" -> Optional.of(VALIDATE);
      case "sealed", "test" -> Optional.of(SEALED);
      default -> Optional.empty();
    };
  }
}
