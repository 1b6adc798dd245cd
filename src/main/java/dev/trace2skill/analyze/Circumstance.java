package dev.trace2skill.analyze;

import dev.trace2skill.model.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that was so when a feature showed.
 *
 * @param item {@code after:T} when T was called just before; {@code failed:T} when that call
 *     failed, {@code error:template} with what message
 */
public record Circumstance(String feature, String trajectoryId, String item) {

  /** A trajectory that supports features, with the steps that show each. */
  public record Supporter(Trajectory trajectory, List<Seen> seen) {
    public Supporter {
      seen = List.copyOf(seen);
    }
  }

  /** A feature and the steps that show it. */
  public record Seen(String feature, List<Integer> steps) {
    public Seen {
      steps = List.copyOf(steps);
    }
  }

  static Stream<Circumstance> of(Supporter supporter) {
    List<Action> actions = Action.of(supporter.trajectory());
    List<Circumstance> found = new ArrayList<>();
    for (Seen seen : supporter.seen()) {
      if (!hasMoment(seen)) {
        continue;
      }
      int step = seen.steps().get(0);
      actions.stream()
          .filter(a -> a.stepIndex() < step)
          .reduce((first, second) -> second)
          .ifPresent(
              a -> {
                String id = supporter.trajectory().trajectoryId();
                found.add(new Circumstance(seen.feature(), id, "after:" + a.tool()));
                if (a.failed() && a.result() != null) {
                  String template = Masks.template(a.result().content(), a.arguments());
                  found.add(new Circumstance(seen.feature(), id, "failed:" + a.tool()));
                  found.add(new Circumstance(seen.feature(), id, "error:" + template));
                }
              });
    }
    return found.stream();
  }

  /**
   * Orders and recoveries carry their circumstances in themselves; what is missing has no moment.
   */
  private static boolean hasMoment(Seen seen) {
    return switch (Advice.Kind.of(seen.feature())) {
      case EXTRA, WRONG, CALLED, REPEATED, VARIED, ARGUMENT -> !seen.steps().isEmpty();
      case MISSING, BEFORE, FOLLOWS, RECOVERY, UNRESOLVED, ERROR, LAST -> false;
    };
  }
}
