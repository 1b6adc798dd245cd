package dev.trace2skill.simulate;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.PlantedCause;
import dev.trace2skill.model.Task;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A corpus of trajectories of a made-up agent at a made-up service desk, in which the causes of
 * failure are known.
 *
 * @param seed decides everything: the same seed gives the same bytes
 * @param labelSeed how outcomes were shuffled inside tasks; null when they are the true ones
 */
public record Simulation(long seed, int tasks, int trials, @Nullable Long labelSeed) {

  private static final long STANDARD_SEED = 7;
  private static final int STANDARD_TASKS = 40;
  private static final int STANDARD_TRIALS = 8;

  public Simulation {
    if (tasks < 1 || trials < 1) {
      throw new IllegalArgumentException(
          "a simulation needs tasks and trials, not " + tasks + " and " + trials);
    }
  }

  public Simulation(long seed, int tasks, int trials) {
    this(seed, tasks, trials, null);
  }

  public static Simulation standard() {
    return new Simulation(STANDARD_SEED, STANDARD_TASKS, STANDARD_TRIALS);
  }

  /** The causes of failure in every simulation. */
  public static List<PlantedCause> plantedCauses() {
    return Arrays.stream(Slip.values()).map(Slip::planted).toList();
  }

  /**
   * The same trajectories, with success and failure dealt anew among the trials of each task: what
   * an analyst still finds is chance. Crashed runs stay crashed.
   */
  public Simulation withShuffledLabels(long seedOfLabels) {
    return new Simulation(seed, tasks, trials, seedOfLabels);
  }

  /** Further tasks of the same desk, which no trajectory of the corpus tried. */
  public List<Task> heldOut(int count) {
    return IntStream.range(tasks, tasks + count)
        .mapToObj(index -> Scenario.of(seed, index).heldOut(seed))
        .toList();
  }

  /** Writes the corpus as JSON Lines, one trajectory on a line, and leaves the writer open. */
  public void write(Writer writer) throws IOException {
    for (int task = 0; task < tasks; task++) {
      for (Episode episode : episodes(task)) {
        writer.write(ChatLine.of(seed, episode));
        writer.write('\n');
      }
    }
  }

  public void write(Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      write(writer);
    }
  }

  List<Episode> episodes(int taskIndex) {
    Scenario scenario = Scenario.of(seed, taskIndex);
    List<Set<Slip>> slips = new Deal(seed, trials).slips(taskIndex);
    List<Episode> episodes = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      episodes.add(Episode.run(seed, scenario, trial, slips.get(trial)));
    }
    return labelSeed == null ? episodes : shuffled(episodes, labelSeed);
  }

  private static List<Episode> shuffled(List<Episode> episodes, long labelSeed) {
    Dice dice = Dice.of(labelSeed, "labels", episodes.get(0).scenario().taskId());
    List<Outcome> outcomes =
        episodes.stream().map(Episode::outcome).filter(o -> o != Outcome.INFRA).toList();
    Iterator<Outcome> dealt = dice.shuffled(outcomes).iterator();
    return episodes.stream()
        .map(e -> e.outcome() == Outcome.INFRA ? e : e.judged(dealt.next()))
        .toList();
  }
}
