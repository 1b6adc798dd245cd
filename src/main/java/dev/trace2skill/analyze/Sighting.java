package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trajectory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A feature seen in a labelled trajectory. */
public record Sighting(
    String trajectoryId,
    String taskId,
    boolean failed,
    Family family,
    String feature,
    @Nullable String condition,
    List<Integer> steps,
    boolean revealing) {

  /** All features of a trajectory, each once. */
  static Stream<Sighting> of(Trajectory trajectory) {
    List<Action> actions = Action.of(trajectory);
    return Stream.concat(
            GroundTruthDifferences.of(trajectory, actions).stream(),
            Behaviours.of(trajectory, actions).stream())
        .map(
            f ->
                new Sighting(
                    trajectory.trajectoryId(),
                    trajectory.taskId(),
                    trajectory.outcome() == Outcome.FAILURE,
                    f.family(),
                    f.key(),
                    f.condition(),
                    f.steps(),
                    f.revealing()));
  }
}
