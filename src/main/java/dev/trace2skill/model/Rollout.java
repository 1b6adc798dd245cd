package dev.trace2skill.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run because it was started here.
 *
 * @param rolloutId hash of everything that can change the run
 * @param harness the harness adapter's name
 * @param skillId hash of all files of the skill that the agent had; null for a run without one
 * @param attempt which try it was, from 1; those before it broke down
 * @param ending how the agent's program ended, which is not how the run went
 * @param exitCode of the agent's program; null when there was none
 * @param millis from the first program to the last
 * @param peakBytes the most memory that its processes held together, as far as it was seen
 * @param artefacts what it left behind
 */
public record Rollout(
    String rolloutId,
    String harness,
    String harnessVersion,
    @Nullable String skillId,
    long seed,
    int attempt,
    String ending,
    @Nullable Integer exitCode,
    long millis,
    long peakBytes,
    List<Artefact> artefacts) {

  public Rollout {
    artefacts = List.copyOf(artefacts);
  }
}
