package dev.trace2skill.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Cuts the work: into waves, each of which is stored before the next begins, and into tasks. */
final class Waves {

  /** Enough work that storing it is a small part of the time; lost at most when a job is killed. */
  static final long WAVE_BYTES = 1L << 30;

  private static final int WAVE_FILES = 50_000;

  /** Spark prepares every task anew for rows of such a shape, in a tenth of a second each. */
  private static final long TASK_BYTES = 64L << 20;

  private static final int TASK_FILES = 1_000;

  private Waves() {}

  /**
   * Units in their order, cut where a wave is full. What is left of a list after some of its waves
   * is cut in the same places.
   */
  static List<List<FoundFile>> of(List<FoundFile> units, long waveBytes) {
    List<List<FoundFile>> waves = new ArrayList<>();
    List<FoundFile> wave = new ArrayList<>();
    long bytes = 0;
    int files = 0;
    for (FoundFile unit : units) {
      wave.add(unit);
      bytes += unit.totalByteCount();
      files += 1 + unit.parts().size();
      if (bytes >= waveBytes || files >= WAVE_FILES) {
        waves.add(wave);
        wave = new ArrayList<>();
        bytes = 0;
        files = 0;
      }
    }
    if (!wave.isEmpty()) {
      waves.add(wave);
    }
    return waves;
  }

  /** The units of a wave as tasks of about the same size, the largest units first. */
  static List<List<FoundFile>> tasks(List<FoundFile> wave, int cores) {
    long bytes = wave.stream().mapToLong(FoundFile::totalByteCount).sum();
    long wanted = Math.max(bytes / TASK_BYTES, wave.size() / TASK_FILES) + 1;
    int count = (int) Math.min(wave.size(), Math.max(wanted, cores));
    PriorityQueue<Task> tasks =
        new PriorityQueue<>(Comparator.comparingLong(Task::load).thenComparing(Task::number));
    for (int i = 0; i < count; i++) {
      tasks.add(new Task(i, 0, new ArrayList<>()));
    }
    List<FoundFile> bySize = new ArrayList<>(wave);
    bySize.sort(
        Comparator.comparingLong(FoundFile::totalByteCount)
            .reversed()
            .thenComparing(FoundFile::uri));
    for (FoundFile unit : bySize) {
      Task least = tasks.remove();
      least.units().add(unit);
      // Opening a file costs about as much as reading some of it.
      tasks.add(
          new Task(least.number(), least.load() + unit.totalByteCount() + 65_536, least.units()));
    }
    return tasks.stream().sorted(Comparator.comparing(Task::number)).map(Task::units).toList();
  }

  private record Task(int number, long load, List<FoundFile> units) {}
}
