package dev.trace2skill.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.process.Premises.Model;
import dev.trace2skill.spi.Command;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.Ended.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every way of keeping programs in their place must hold. */
class SiteTest {

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofMillis(300), 1 << 20, 8 << 20, 1L << 30, 40);

  @TempDir private static Path base;

  @BeforeAll
  static void onLinux() {
    assumeTrue(ProcessTable.KNOWN, "skipped: no /proc on this system");
  }

  @ParameterizedTest
  @EnumSource
  void programWorksInItsCopyWithItsOwnHomeAndNothingOfOurs(Confinement how) throws Exception {
    try (Site site = open(how, LIMITS)) {
      Ended ended =
          sh(site, "cat; pwd; echo $HOME; echo $TMPDIR; env | cut -d= -f1 | sort", "in\n");

      List<String> said = Files.readAllLines(ended.output());
      assertThat(ended.exitCode()).as(Files.readString(ended.error())).isZero();
      assertThat(said.subList(0, 4))
          .containsExactly(
              "in", site.work().toString(), site.home().toString(), site.temporary().toString());
      assertThat(said.subList(4, said.size()))
          .contains("HOME", "LANG", "PATH", "TERM", "TMPDIR", "GIVEN", "TRACE2SKILL_ROLLOUT")
          .isSubsetOf(
              // The last four are a shell's own.
              List.of(
                  "HOME LANG PATH TERM TMPDIR GIVEN TRACE2SKILL_ROLLOUT PWD OLDPWD SHLVL _"
                      .split(" ")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void exitCodeIsTheProgramsOwn(Confinement how) throws Exception {
    try (Site site = open(how, LIMITS)) {
      assertThat(sh(site, "exit 7", "").exitCode()).isEqualTo(7);
      assertThat(sh(site, "kill -SEGV $$", "").crashed()).isTrue();
      assertThat(site.run(Command.of(List.of("no-such-program"))).ending())
          .isEqualTo(Ending.NOT_STARTED);
    }
  }

  /** As npm installs them, wherever that is. */
  @ParameterizedTest
  @EnumSource
  void programIsSeenWithAllThatWasInstalledWithIt(Confinement how) throws Exception {
    Path modules = base.resolve(how + "/node_modules");
    Path tool = modules.resolve("tool/cli.sh");
    Path library = modules.resolve("library/said.sh");
    Files.createDirectories(tool.getParent());
    Files.createDirectories(library.getParent());
    Files.createDirectories(base.resolve(how + "/bin"));
    Files.writeString(library, "echo said");
    Files.writeString(
        tool, "#!/bin/sh\n. \"$(dirname \"$(realpath \"$0\")\")/../library/said.sh\"\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    Path link = Files.createSymbolicLink(base.resolve(how + "/bin/tool"), tool);
    try (Site site = open(how, LIMITS)) {
      Ended ended = site.run(Command.of(List.of(link.toString())));

      assertThat(Files.readString(ended.output()))
          .as(Files.readString(ended.error()))
          .isEqualTo("said\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void scriptIsSeenWithWhatLiesBesideIt(Confinement how) throws Exception {
    Path script = Files.createDirectories(base.resolve(how + "/agent")).resolve("agent.sh");
    Files.writeString(script.resolveSibling("said.sh"), "echo beside");
    Files.writeString(script, ". \"${0%/*}/said.sh\"");
    Path alone = Files.createTempFile(Path.of("/tmp"), "trace2skill", ".sh");
    try (Site site = open(how, LIMITS)) {
      Files.writeString(alone, "echo alone");

      Ended beside = site.run(Command.of(List.of("sh", script.toString())));
      Ended lonely = site.run(Command.of(List.of("sh", alone.toString())));

      assertThat(Files.readString(beside.output()))
          .as(Files.readString(beside.error()))
          .isEqualTo("beside\n");
      assertThat(Files.readString(lonely.output()))
          .as(Files.readString(lonely.error()))
          .isEqualTo("alone\n");
    } finally {
      Files.delete(alone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hangingProgramGetsTheTimeToEndItself(Confinement how) throws Exception {
    try (Site site = open(how, LIMITS)) {
      String script = "trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done";

      Ended ended = run(site, script, Duration.ofMillis(400));

      assertThat(ended.ending()).isEqualTo(Ending.DEADLINE);
      assertThat(Files.readString(ended.output())).isEqualTo("bye\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void programThatIgnoresItsEndIsKilledWithItsChildren(Confinement how) throws Exception {
    String mark = UUID.randomUUID().toString();
    try (Site site = open(how, LIMITS)) {
      String script =
          "trap '' TERM; setsid sh -c 'trap \"\" TERM; sleep 61 # %s' & ".formatted(mark)
              + "(setsid sleep 62 &) ; (nohup sleep 63 >/dev/null 2>&1 &) ; sleep 64 & wait; wait";

      Ended ended = run(site, script, Duration.ofMillis(400));

      assertThat(ended.ending()).isEqualTo(Ending.DEADLINE);
      assertThat(site.marked()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatRunsOnBehindAProgramEndsWithIt(Confinement how) throws Exception {
    Site left;
    try (Site site = open(how, LIMITS)) {
      left = site;
      Ended ended = sh(site, "(setsid sleep 61 &); sleep 62 & echo done", "");

      assertThat(ended.ending()).isEqualTo(Ending.EXITED);
      assertThat(Files.readString(ended.output())).isEqualTo("done\n");
    }

    assertThat(left.marked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void programThatForksWithoutEndIsEnded(Confinement how) throws Exception {
    try (Site site = open(how, LIMITS)) {
      String script = "while :; do sleep 60 & sleep 0.01; done";

      Ended ended = run(site, script, Duration.ofSeconds(20));

      assertThat(ended.ending()).isEqualTo(Ending.PROCESS_LIMIT);
      assertThat(site.marked()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void programThatPrintsOrWritesWithoutEndIsEnded(Confinement how) throws Exception {
    try (Site site = open(how, LIMITS)) {
      Ended printed = run(site, "yes", Duration.ofSeconds(20));
      Ended wrote = run(site, "head -c 1073741824 /dev/zero > big; sleep 20", null);

      assertThat(printed.ending()).isEqualTo(Ending.OUTPUT_LIMIT);
      assertThat(wrote.ending()).isEqualTo(Ending.DISK_LIMIT);
      assertThat(Files.size(site.work().resolve("big"))).isLessThanOrEqualTo((8 << 20) + 1024);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writingElsewhereIsPreventedOrSeen(Confinement how) throws Exception {
    Path elsewhere = Files.createDirectories(Path.of("target/elsewhere-" + how));
    Path file = Files.writeString(elsewhere.resolve("file"), "as it was");
    Watch watch = Watch.over(List.of(elsewhere.toAbsolutePath()));
    try (Site site = open(how, LIMITS)) {
      String place = elsewhere.toAbsolutePath().toString();

      sh(site, "echo changed > %s/file; echo new > %s/new".formatted(place, place), "");

      if (how.prevents()) {
        assertThat(file).hasContent("as it was");
        assertThat(watch.changes()).isEmpty();
      } else {
        assertThat(watch.changes()).containsExactly(place + "/file", place + "/new");
      }
    } finally {
      Trees.delete(elsewhere);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftWhateverRightsWereTakenAway(Confinement how) throws Exception {
    Path run;
    try (Site site = open(how, LIMITS)) {
      run = site.path();
      sh(site, "mkdir -p a/b; touch a/b/c; ln -s / root; chmod 000 a/b a; touch $TMPDIR/t", "");
    }

    assertThat(run).doesNotExist();
    try (var left = Files.list(run.getParent())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void interruptEndsTheProgramAtOnce() throws Exception {
    try (Site site = open(Confinement.of("auto"), LIMITS)) {
      Thread.currentThread().interrupt();

      boolean interrupted = false;
      try {
        sh(site, "sleep 60", "");
      } catch (InterruptedException e) {
        interrupted = true;
      }

      assertThat(interrupted).isTrue();
      assertThat(site.marked()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whenWeAreKilledNothingIsLeftThatTheNextStartDoesNotClear(Confinement how) throws Exception {
    possible(how);
    Path place = Files.createDirectories(base.resolve("killed-" + how));
    Process driver =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Driver.class.getName(),
                place.toString(),
                how.label())
            .redirectErrorStream(true)
            .start();
    String mark = driver.inputReader().readLine();
    assertThat(mark).isNotNull();
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (ProcessTable.marked(Premises.MARK, mark).size() < 2 && System.nanoTime() < until) {
      Thread.sleep(20);
    }

    var unused = driver.destroyForcibly().waitFor();
    Premises.below(place);

    assertThat(gone(mark)).isEmpty();
    try (var left = Files.list(place)) {
      assertThat(left).hasSize(1);
    }
  }

  private static Set<Long> gone(String mark) throws InterruptedException {
    // The kernel is at it.
    for (int i = 0; i < 100 && !ProcessTable.marked(Premises.MARK, mark).isEmpty(); i++) {
      Thread.sleep(10);
    }
    return ProcessTable.marked(Premises.MARK, mark);
  }

  /** Starts a program that does not end, and says by what it can be found. */
  static final class Driver {
    private Driver() {}

    public static void main(String[] arguments) throws Exception {
      Confinement how = Confinement.of(arguments[1]);
      try (Site site =
          Premises.below(Path.of(arguments[0])).open(LIMITS, how, Map.of(), Model.NONE)) {
        String folder = site.path().getParent().getFileName().toString();
        System.out.println(folder + "/" + site.path().getFileName() + "/");
        sh(site, "(setsid sleep 61 &) ; sleep 62", "");
      }
    }
  }

  private static Site open(Confinement how, Limits limits) throws IOException {
    possible(how);
    return Premises.below(base.resolve(how.label()))
        .open(limits, how, Map.of("GIVEN", "x"), Model.NONE);
  }

  private static void possible(Confinement how) {
    assumeTrue(Confinement.refusal(how).isEmpty(), "skipped: " + how.label() + " not possible");
  }

  private static Ended sh(Site site, String script, String input) throws Exception {
    return site.run(new Command(List.of("sh", "-c", script), Map.of(), input, null));
  }

  private static Ended run(Site site, String script, Duration limit) throws Exception {
    return site.run(new Command(List.of("sh", "-c", script), Map.of(), "", limit));
  }
}
