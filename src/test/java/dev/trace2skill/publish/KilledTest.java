package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.publish.SkillHome.Change;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes that publish to one folder and are killed by SIGKILL, whatever they do. */
class KilledTest {

  private static final int KILLS = 4;
  private static final int LONGEST_LIFE_MILLIS = 400;
  private static final String[] NAMES = {"a", "b"};

  @TempDir private Path root;
  private final List<Process> running = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  @AfterEach
  void stop() {
    running.forEach(Process::destroyForcibly);
  }

  @Test
  void folderIsWholeAfterEveryKillAndTheNextCommandWorks() throws Exception {
    Path folder = root.resolve("skills/pay");
    Path backups = root.resolve("backups");
    Set<Skill> whole =
        Stream.of("0", "a0", "a1", "b0", "b1").map(Publisher::skill).collect(Collectors.toSet());
    FolderHome home = FolderHome.of(folder, backups, Clock.systemUTC(), notices::add);
    Random chance = new Random(7);
    for (int kill = 0; kill < KILLS; kill++) {
      home.put(Publisher.skill("0"), change(), any -> {});
      List<Process> both =
          List.of(start(folder, backups, NAMES[0]), start(folder, backups, NAMES[1]));
      Thread.sleep(chance.nextInt(LONGEST_LIFE_MILLIS));
      for (Process each : both) {
        assertThat(each.isAlive()).as(this::errors).isTrue();
        each.destroyForcibly().waitFor();
      }

      assertThat(whole).contains(home.read().orElseThrow());
      assertThat(home.kept()).isNotEmpty();
      for (Kept kept : home.kept()) {
        assertThat(whole).contains(FolderContents.of(Path.of(kept.place())).skill());
      }
    }
    home.put(Publisher.skill("0"), change(), any -> {});
    assertThat(names(new WorkFolder(folder).folder())).containsExactly("lock");
    assertThat(home.log().size()).isGreaterThan(2 * KILLS);
    assertThat(notices).allMatch(n -> n.contains(" is stale: "));
  }

  private Process start(Path folder, Path backups, String name) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Publisher.class.getName(),
                folder.toString(),
                backups.toString(),
                name)
            .redirectError(root.resolve("errors.txt").toFile())
            .start();
    running.add(process);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).as(this::errors).isEqualTo("changed");
    return process;
  }

  private String errors() {
    try {
      return Files.readString(root.resolve("errors.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Change change() {
    return new Change(Action.PUBLISH, "0", "off", Instant.now());
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
