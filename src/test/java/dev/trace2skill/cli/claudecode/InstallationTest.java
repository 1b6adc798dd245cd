package dev.trace2skill.cli.claudecode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstallationTest {

  private static final Path LAUNCHER = Path.of("/opt/trace2skill");

  @TempDir Path directory;

  private Places places;
  private Installation installation;

  @BeforeEach
  void folders() throws IOException {
    places = new Places(directory.resolve("ours"), directory.resolve("claude"));
    Files.createDirectories(places.claude());
    installation = new Installation(places, "pay");
  }

  static Stream<String> settings() {
    return Stream.concat(Stream.of("", "\n", "  "), SettingsTextTest.settings());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void installedTwiceIsInstalledOnceAndUninstalledIsAsBefore(String before) throws IOException {
    Files.writeString(places.settings(), before);
    mode("rw-r-----");

    assertThat(installation.install(LAUNCHER)).isTrue();
    byte[] once = Files.readAllBytes(places.settings());
    assertThat(installation.install(LAUNCHER)).isFalse();

    assertThat(Files.readAllBytes(places.settings())).isEqualTo(once);
    assertThat(Files.readString(installation.backup())).isEqualTo(before);
    assertThat(mode()).isEqualTo("rw-r-----");
    assertThat(files(places.claude())).containsExactly("settings.json");

    assertThat(installation.uninstall()).endsWith("byte for byte");
    assertThat(Files.readAllBytes(places.settings())).isEqualTo(before.getBytes(UTF_8));
    assertThat(mode()).isEqualTo("rw-r-----");
    assertThat(files(places.home())).containsExactly("pay.hook");
  }

  @Test
  void settingsThatWereNotThereGoAgain() throws IOException {
    assertThat(installation.install(LAUNCHER)).isTrue();
    assertThat(Files.readString(places.settings())).contains("SessionEnd");

    installation.uninstall();

    assertThat(places.settings()).doesNotExist();
  }

  @Test
  void whatSomebodyElseChangedSinceStays() throws IOException {
    Files.writeString(places.settings(), "{\n  \"a\": 1\n}\n");
    installation.install(LAUNCHER);
    Files.writeString(
        places.settings(), Files.readString(places.settings()).replace("\"a\": 1", "\"a\": 2"));

    assertThat(installation.uninstall()).contains("has changed since");

    assertThat(Files.readString(places.settings())).isEqualTo("{\n  \"a\": 2\n}\n");
  }

  @Test
  void launcherThatMovesAfterAChangeDoesNotSpoilTheBackup() throws IOException {
    Files.writeString(places.settings(), "{\n  \"a\": 1\n}\n");
    installation.install(LAUNCHER);
    Files.writeString(
        places.settings(), Files.readString(places.settings()).replace("\"a\": 1", "\"a\": 2"));

    assertThat(installation.install(Path.of("/new"))).isTrue();
    assertThat(Files.readString(installation.backup())).isEqualTo("{\n  \"a\": 1\n}\n");
    installation.uninstall();

    assertThat(Files.readString(places.settings())).isEqualTo("{\n  \"a\": 2\n}\n");
  }

  @Test
  void skillsDoNotGetInEachOthersWay() throws IOException {
    Files.writeString(places.settings(), "{\n  \"a\": 1\n}\n");
    Installation other = new Installation(places, "ship");
    installation.install(LAUNCHER);
    other.install(LAUNCHER);
    assertThat(Installation.skills(places)).containsExactly("pay", "ship");

    installation.uninstall();
    assertThat(Files.readString(places.settings()))
        .contains("ship.yaml")
        .doesNotContain("pay.yaml");
    assertThat(places.script()).exists();
    other.uninstall();

    assertThat(Files.readString(places.settings())).isEqualTo("{\n  \"a\": 1\n}\n");
    assertThat(places.script()).doesNotExist();
  }

  @Test
  void settingsThatChangeMeanwhileAreNotOverwritten() throws IOException {
    Files.writeString(places.settings(), "{\"theirs\": 1}");

    assertThatThrownBy(
            () -> SafeFile.replace(places.settings(), "{}".getBytes(UTF_8), new byte[] {1}))
        .isInstanceOf(UserError.class)
        .hasMessage(places.settings() + " has changed meanwhile: nothing was written, try again");

    assertThat(Files.readString(places.settings())).isEqualTo("{\"theirs\": 1}");
    assertThat(files(places.claude())).containsExactly("settings.json");
  }

  @Test
  void linkIsLeftAlone() throws IOException {
    Path real = Files.writeString(directory.resolve("dotfiles.json"), "{}");
    Files.createSymbolicLink(places.settings(), real);

    refused("is a symbolic link to " + real + ": it is left alone");
    assertThat(Files.readString(real)).isEqualTo("{}");
  }

  @Test
  void readOnlyFileIsLeftAlone() throws IOException {
    Files.writeString(places.settings(), "{}");
    mode("r--r--r--");

    refused("is read-only");
  }

  @Test
  void folderAndOtherEncodingsAreLeftAlone() throws IOException {
    Files.write(places.settings(), new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}'});
    refused("is left as it is: it is not in UTF-8");

    Files.delete(places.settings());
    Files.createDirectory(places.settings());
    refused("is no file");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> installation.install(LAUNCHER))
        .isInstanceOf(UserError.class)
        .hasMessage(places.settings() + " " + why);
    assertThat(places.home()).doesNotExist();
  }

  private void mode(String permissions) throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "skipped: files have no modes here");
    Files.setPosixFilePermissions(places.settings(), PosixFilePermissions.fromString(permissions));
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(places.settings()));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
