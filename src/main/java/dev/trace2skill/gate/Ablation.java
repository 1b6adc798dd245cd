package dev.trace2skill.gate;

import dev.trace2skill.model.Trial;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.TaskResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Finds lessons that harm: a version is held against itself without a part of its lessons. A part
 * harms when tasks go better without it, by chance at most at the error rate over all parts (Holm
 * 1979); a part of several lessons is then cut in two and looked at again.
 *
 * <p>Lessons that each spoil the same tasks hide each other: without one the other still does.
 */
public record Ablation(GateSettings settings) {

  /** Number of the whole version among the skills that are tried. */
  public static final int WHOLE = 0;

  /**
   * A part of a version's lessons.
   *
   * @param lessonIds in the order of their support
   */
  public record Group(List<String> lessonIds) {
    public Group {
      lessonIds = List.copyOf(lessonIds);
    }

    /** Two halves, or itself when it is one lesson. */
    List<Group> halves() {
      int size = lessonIds.size();
      return size == 1
          ? List.of(this)
          : List.of(
              new Group(lessonIds.subList(0, size / 2)),
              new Group(lessonIds.subList(size / 2, size)));
    }
  }

  /**
   * A part without which tasks go better.
   *
   * @param gain the version without it against the whole
   */
  public record Harm(Group group, Comparison gain) {

    /** What is gained without it, in words. */
    public String reason() {
      return String.format(
          Locale.ROOT,
          "without it %.0f %% of runs succeed and with it %.0f %%: %s, p %s",
          100 * gain.versionRate(),
          100 * gain.baseRate(),
          Phrases.points(gain.effect()),
          gain.pValue() < 0.0001
              ? "< 0.0001"
              : String.format(Locale.ROOT, "= %.4f", gain.pValue()));
    }
  }

  /** Lets a version be tried whole, and without each of some parts: number 1 for the first. */
  public interface Without {
    List<Trial> tried(List<Group> leftOut, List<String> taskIds);
  }

  /**
   * Lessons that harm, one by one.
   *
   * @param lessonIds of the version, in the order of their support
   * @param tasks by which it was rejected
   * @param budget the most runs
   */
  public List<Harm> find(
      List<String> lessonIds, List<HeldOut> tasks, int seeds, long budget, Without without) {
    long price = Math.max(1, (long) tasks.size() * settings.trials() * seeds);
    long left = budget / price;
    List<Harm> found = new ArrayList<>();
    List<Group> open = cut(lessonIds, left);
    while (!open.isEmpty() && open.size() <= left) {
      left -= open.size();
      List<Group> next = new ArrayList<>();
      for (Harm harm : harmful(open, tasks, without)) {
        if (harm.group().lessonIds().size() == 1) {
          found.add(harm);
        } else {
          next.addAll(harm.group().halves());
        }
      }
      open = next;
    }
    return found;
  }

  /** As many parts as can be paid for while something is left for cutting them further. */
  private static List<Group> cut(List<String> lessonIds, long parts) {
    int count = (int) Math.min(lessonIds.size(), parts >= lessonIds.size() ? parts : parts / 2);
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(
          new Group(
              lessonIds.subList(i * lessonIds.size() / count, (i + 1) * lessonIds.size() / count)));
    }
    return groups;
  }

  private List<Harm> harmful(List<Group> groups, List<HeldOut> tasks, Without without) {
    List<Trial> trials =
        without.tried(groups, tasks.stream().map(HeldOut::taskId).toList()).stream()
            .filter(t -> settings.opinions() || !t.opinion())
            .toList();
    TreeMap<Integer, Comparison> gains = new TreeMap<>();
    for (int i = 0; i < groups.size(); i++) {
      List<TaskResult> results =
          Pairs.of(tasks, trials, WHOLE, i + 1, 0, settings.trials()).results();
      Comparison gain = Comparing.of(results, settings.seed());
      if (gain != null) {
        gains.put(i, gain);
      }
    }
    List<Integer> byP =
        gains.keySet().stream()
            .sorted(Comparator.comparingDouble(i -> gains.get(i).pValue()))
            .toList();
    List<Harm> harms = new ArrayList<>();
    for (int rank = 0; rank < byP.size(); rank++) {
      Comparison gain = gains.get(byP.get(rank));
      if (gain.pValue() * (byP.size() - rank) > settings.alpha()) {
        break;
      }
      harms.add(new Harm(groups.get(byP.get(rank)), gain));
    }
    return harms;
  }
}
