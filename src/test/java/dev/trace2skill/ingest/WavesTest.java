package dev.trace2skill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WavesTest {

  @Test
  void waveEndsWhenItIsFull() {
    List<FoundFile> files = List.of(file("a", 6), file("b", 3), file("c", 2), file("d", 1));

    assertThat(Waves.of(files, 8)).containsExactly(files.subList(0, 2), files.subList(2, 4));
  }

  @Test
  void whatIsLeftAfterAWaveIsCutInTheSamePlaces() {
    List<FoundFile> files =
        IntStream.range(0, 100).mapToObj(i -> file(String.format("%03d", i), i * 7 % 13)).toList();
    List<List<FoundFile>> waves = Waves.of(files, 40);
    int done = waves.get(0).size() + waves.get(1).size();

    assertThat(Waves.of(files.subList(done, files.size()), 40))
        .isEqualTo(waves.subList(2, waves.size()));
  }

  @Test
  void tasksHoldEveryFileOnceAndAreOfAboutTheSameSize() {
    List<FoundFile> files =
        IntStream.range(0, 60).mapToObj(i -> file("f" + i, (long) i << 20)).toList();

    List<List<FoundFile>> tasks = Waves.tasks(files, 4);

    assertThat(tasks.stream().flatMap(Collection::stream))
        .containsExactlyInAnyOrderElementsOf(files);
    assertThat(tasks).allMatch(task -> load(task) < 2 * (1770L << 20) / tasks.size());
    assertThat(tasks).hasSizeBetween(25, 30);
  }

  @Test
  void manyTinyFilesAreFewTasks() {
    List<FoundFile> files = IntStream.range(0, 20_000).mapToObj(i -> file("f" + i, 100)).toList();

    assertThat(Waves.tasks(files, 2)).hasSizeLessThan(30);
    assertThat(Waves.tasks(files.subList(0, 1), 2)).hasSize(1);
  }

  private static long load(List<FoundFile> task) {
    return task.stream().mapToLong(FoundFile::totalByteCount).sum();
  }

  private static FoundFile file(String uri, long byteCount) {
    return new FoundFile(uri, byteCount, Instant.EPOCH, List.of());
  }
}
