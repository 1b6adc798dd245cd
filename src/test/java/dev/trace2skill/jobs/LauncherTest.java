package dev.trace2skill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "bash cat cksum dirname find flock grep head mkdir mv readlink rm sed sleep sysctl tail touch"
              .split(" "));

  private static final String POM =
      """
      <project>
        <version>9.8.7</version>
        <spark.opens>--add-opens=java.base/java.lang=ALL-UNNAMED -Dopened=yes</spark.opens>
      </project>
      """;

  /** Makes the jar and the runtime that the launcher asks for. */
  private static final String MVN =
      """
      echo "$*" >> "$CALLS/mvn"
      [ -z "${MVN_FAILS:-}" ] || { echo "[ERROR] A.java:[3,5] ';' expected"; exit 1; }
      for argument in "$@"; do
        case $argument in
          package) echo jar > "$REPO/target/trace2skill-9.8.7.jar" ;;
          -Dspark.runtime.directory=*) jars=${argument#*=} ;;
          dependency:*) echo jar > "$jars/spark-core_2.13-4.2.0.jar"; echo jar > "$jars/delta-storage-4.4.0.jar" ;;
        esac
      done
      [ -z "${MVN_TAKES:-}" ] || sleep "$MVN_TAKES"
      """;

  /** Makes the archive when asked to; as the program, tells its arguments and ends as told. */
  private static final String JAVA =
      """
      : > "$CALLS/java"
      program=
      for argument in "$@"; do
        case $argument in
          -XX:ArchiveClassesAtExit=*) echo archive > "${argument#*=}"; exit "${ARCHIVE_ENDS:-0}" ;;
          dev.trace2skill.cli.Main) program=yes ;;
        esac
        printf '%s\\n' "$argument" >> "$CALLS/java"
        [ -z "$program" ] || printf '[%s]' "$argument"
      done
      pwd > "$CALLS/pwd"
      echo $$ > "$CALLS/pid"
      exit "${JAVA_ENDS:-0}"
      """;

  @TempDir Path directory;

  private Path repo;
  private Path bin;
  private Path calls;
  private Path javaHome;

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void posixOnly() {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "the launcher is a shell script");
  }

  @BeforeEach
  void tree() throws IOException {
    directory = directory.toRealPath();
    repo = directory.resolve("a repo");
    bin = Files.createDirectory(directory.resolve("bin"));
    calls = Files.createDirectory(directory.resolve("calls"));
    Path source = repo.resolve("src/main/java/A.java");
    Files.createDirectories(repo.resolve("notebooks/sql"));
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class A {}");
    Files.createDirectories(repo.resolve("jobs"));
    Files.copy(Path.of("jobs/trace2skill"), repo.resolve("jobs/trace2skill"));
    Files.writeString(repo.resolve("pom.xml"), POM);
    for (String tool : TOOLS) {
      forward(tool);
    }
    executable(bin.resolve("mvn"), MVN);
    javaHome = jdk("17.0.9");
    Files.createSymbolicLink(bin.resolve("java"), javaHome.resolve("bin/java"));
  }

  @Test
  void firstCommandBuildsTheJarAndFetchesSparkInOneGoAndSaysSoInOneLine() throws Exception {
    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).isEqualTo("[dev.trace2skill.cli.Main][--version]");
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .matches(
            "trace2skill: builds target/trace2skill-9.8.7.jar and fetches Spark into"
                + " target/spark/jars ... done in \\d+ s");
    assertThat(mvnCalls())
        .singleElement()
        .asString()
        .contains("-Dspotless.check.skip", "package dependency:copy-dependencies@spark-runtime");
    assertThat(repo.resolve("target/spark/jars/delta-storage-4.4.0.jar")).exists();
  }

  @Test
  void nothingIsBuiltAndNothingSaidWhenAllIsUpToDate() throws Exception {
    launch(Map.of(), "--version");

    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.err()).isEmpty();
    assertThat(mvnCalls()).hasSize(1);
  }

  @Test
  void aNewerSourceIsBuiltButSparkIsNotFetchedAgain() throws Exception {
    launch(Map.of(), "--version");
    makeNewer(repo.resolve("src/main/java/A.java"));

    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.err()).startsWith("trace2skill: builds target/trace2skill-9.8.7.jar ...");
    assertThat(mvnCalls()).hasSize(2);
    assertThat(mvnCalls().get(1)).endsWith(" package");
  }

  @Test
  void aSourceThatIsGoneIsBuiltWithout() throws Exception {
    Path gone = Files.writeString(repo.resolve("src/main/java/B.java"), "class B {}");
    launch(Map.of(), "--version");
    Files.delete(gone);
    makeNewer(gone.getParent());

    launch(Map.of(), "--version");

    assertThat(mvnCalls()).hasSize(2);
  }

  @Test
  void aChangedPomFetchesSparkAgainAndDropsWhatWasThere() throws Exception {
    launch(Map.of(), "--version");
    Path stale = Files.writeString(repo.resolve("target/spark/jars/stale-1.0.jar"), "jar");
    Files.writeString(repo.resolve("pom.xml"), POM + "<!-- changed -->\n");
    makeNewer(repo.resolve("pom.xml"));

    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.code()).isZero();
    assertThat(mvnCalls().get(1)).endsWith("package dependency:copy-dependencies@spark-runtime");
    assertThat(stale).doesNotExist();
    assertThat(repo.resolve("target/spark/jars/delta-storage-4.4.0.jar")).exists();
  }

  @Test
  void twoFirstCommandsAtOnceBuildOnce() throws Exception {
    Process first = start(Map.of("MVN_TAKES", "1"), "--version");
    Process second = start(Map.of("MVN_TAKES", "1"), "--version");

    assertThat(end(first).code()).isZero();
    assertThat(end(second).code()).isZero();
    assertThat(mvnCalls()).hasSize(1);
  }

  @Test
  void argumentsWorkingDirectoryAndExitCodePassThrough() throws Exception {
    Outcome outcome = launch(Map.of("JAVA_ENDS", "3"), "sql", "SELECT  'a b' \"*\"", "", "$HOME");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out())
        .isEqualTo("[dev.trace2skill.cli.Main][sql][SELECT  'a b' \"*\"][][$HOME]");
    assertThat(calls.resolve("pwd")).hasContent(directory.toString());
  }

  @Test
  void aCommandRunsOnJarsAloneWithOursLastAndTheOpensOfThePom() throws Exception {
    launch(Map.of("TRACE2SKILL_MEMORY", "3g", "TRACE2SKILL_JAVA_OPTS", "-Da=b  -Dc=d"), "analyze");

    List<String> java = Files.readAllLines(calls.resolve("java"));
    String jars = repo + "/target/spark/jars/";
    assertThat(java)
        .contains("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dopened=yes", "-Xmx3g")
        .contains("-Da=b", "-Dc=d")
        .contains("-Dlog4j2.configurationFile=" + repo + "/conf/log4j2.properties")
        .contains("-XX:SharedArchiveFile=" + repo + "/target/spark/classes-17.0.9.jsa")
        .doesNotContain("-XX:TieredStopAtLevel=1");
    assertThat(java.get(java.indexOf("-cp") + 1))
        .isEqualTo(
            String.join(
                File.pathSeparator,
                jars + "delta-storage-4.4.0.jar",
                jars + "spark-core_2.13-4.2.0.jar",
                repo + "/target/trace2skill-9.8.7.jar"));
  }

  @Test
  void aShortCommandSkipsTheSecondCompiler() throws Exception {
    launch(Map.of(), "sql", "SELECT 1");

    assertThat(Files.readAllLines(calls.resolve("java"))).contains("-XX:TieredStopAtLevel=1");
  }

  @Test
  void signalsReachTheProgramForItTakesThePlaceOfTheLauncher() throws Exception {
    Process launcher = start(Map.of(), "sql", "SELECT 1");
    end(launcher);

    assertThat(calls.resolve("pid")).content().isEqualTo(launcher.pid() + "\n");
  }

  @Test
  void anArchiveThatCannotBeMadeStopsNothingAndIsNotTriedAgain() throws Exception {
    Outcome first = launch(Map.of("ARCHIVE_ENDS", "1"), "sql", "SELECT 1");
    Outcome second = launch(Map.of(), "sql", "SELECT 1");

    assertThat(first.code()).isZero();
    assertThat(first.err()).contains("not possible here, goes on without");
    assertThat(second.err()).isEmpty();
    assertThat(Files.readString(calls.resolve("java"))).doesNotContain("SharedArchiveFile");
  }

  @Test
  void aBuildThatFailsShowsWhyAndIsTriedAgain() throws Exception {
    Outcome failed = launch(Map.of("MVN_FAILS", "yes"), "--version");
    Outcome next = launch(Map.of(), "--version");

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains(" failed after ", "[ERROR] A.java:[3,5] ';' expected");
    assertThat(next.code()).isZero();
  }

  @Test
  void missingMavenIsOneLineAndExitCodeTwo() throws Exception {
    Files.delete(bin.resolve("mvn"));

    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "trace2skill: needs Maven (mvn) on the PATH to build target/trace2skill-9.8.7.jar\n");
  }

  @Test
  void javaThatIsTooOldIsNamed() throws Exception {
    Path old = jdk("11.0.2");
    Files.delete(bin.resolve("java"));
    Files.createSymbolicLink(bin.resolve("java"), old.resolve("bin/java"));

    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "trace2skill: needs a JDK of version 17 or newer, found Java 11.0.2 in "
                + old
                + "; install one or set JAVA_HOME\n");
  }

  @Test
  void missingJavaIsOneLineAndExitCodeTwo() throws Exception {
    Files.delete(bin.resolve("java"));

    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "trace2skill: needs a JDK of version 17 or newer, found none;"
                + " install one or set JAVA_HOME\n");
  }

  @Test
  void javaHomeComesBeforeThePath() throws Exception {
    Path newer = jdk("21");
    Files.delete(bin.resolve("java"));

    assertThat(launch(Map.of("JAVA_HOME", newer.toString()), "--version").code()).isZero();
  }

  @Test
  void javaWithoutCompilerRunsButDoesNotBuild() throws Exception {
    Files.delete(javaHome.resolve("bin/javac"));

    Outcome outcome = launch(Map.of(), "--version");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains("has no javac");
  }

  @Test
  void sparkHomeIsUsedThroughSparkSubmitWithTheJarsItLacks() throws Exception {
    Path spark = directory.resolve("my spark");
    Files.createDirectories(spark.resolve("jars"));
    Files.writeString(spark.resolve("jars/spark-core_2.13-4.2.0.jar"), "jar");
    executable(spark.resolve("bin/spark-submit"), "printf '[%s]' \"$@\"; exit 4\n");
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME", spark.toString(), "TRACE2SKILL_SUBMIT_OPTS", "--master spark://one:7077");
    launch(environment, "--version");

    Outcome outcome = launch(environment, "sql", "SELECT 1");

    assertThat(outcome.code()).isEqualTo(4);
    assertThat(outcome.err())
        .isEqualTo("trace2skill: runs on Spark 4.2.0 in %s\n".formatted(spark));
    assertThat(outcome.out())
        .startsWith("[--class][dev.trace2skill.cli.Main]")
        .contains("[--jars][" + repo + "/target/spark/jars/delta-storage-4.4.0.jar]")
        .endsWith(
            "[--master][spark://one:7077][%s/target/trace2skill-9.8.7.jar][sql][SELECT 1]"
                .formatted(repo));

    Outcome submitted =
        launch(
            environment,
            "--submit",
            "--conf",
            "spark.a=b c",
            "--",
            "sql",
            "--conf",
            "my.yaml",
            "SELECT 1");
    assertThat(submitted.out())
        .endsWith(
            "[--conf][spark.a=b c][%s/target/trace2skill-9.8.7.jar][sql][--conf][my.yaml][SELECT 1]"
                .formatted(repo));
    assertThat(launch(environment, "--submit", "sql").err())
        .isEqualTo(
            "trace2skill: no command given: jobs/submit.sh [options of spark-submit] -- COMMAND"
                + " [options]\n");
    assertThat(launch(Map.of(), "--submit", "--", "sql").err())
        .startsWith("trace2skill: needs a Spark installation: set SPARK_HOME to one");
  }

  private Outcome launch(Map<String, String> environment, String... arguments) throws Exception {
    return end(start(environment, arguments));
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(bin.resolve("bash").toString());
    command.add(repo.resolve("jobs/trace2skill").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("REPO", repo.toString());
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Outcome end(Process process) throws Exception {
    // What the stand-ins write is far smaller than a pipe: it can be read after the end.
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  private List<String> mvnCalls() throws IOException {
    return Files.readAllLines(calls.resolve("mvn"));
  }

  private Path jdk(String version) throws IOException {
    Path home = directory.resolve("jdk-" + version);
    executable(home.resolve("bin/java"), JAVA);
    executable(home.resolve("bin/javac"), "");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** Not a symbolic link: JUnit warns of each that leads out of a temporary directory. */
  private void forward(String tool) throws IOException {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path real = Path.of(folder, tool);
      if (Files.isExecutable(real)) {
        executable(bin.resolve(tool), "exec '" + real + "' \"$@\"\n");
        return;
      }
    }
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void makeNewer(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
  }
}
