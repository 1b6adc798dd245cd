package dev.trace2skill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFilesTest {

  @TempDir private Path directory;

  @Test
  void everyFileBelowAFolderIsFoundInOrder() throws IOException {
    write("b.jsonl");
    write("a/c d.json");
    write("a/deep/\u00e4.txt");

    assertThat(below(directory)).containsExactly("a/c d.json", "a/deep/\u00e4.txt", "b.jsonl");
  }

  @Test
  void hiddenFilesAndFoldersAreLeftOut() throws IOException {
    write("seen.jsonl");
    write(".DS_Store");
    write(".git/config");

    assertThat(below(directory)).containsExactly("seen.jsonl");
  }

  @Test
  void fileIsItsOwnFolderAndKnowsItsLength() throws IOException {
    Path file = write("a.jsonl");

    List<FoundFile> files = TraceFiles.below(List.of(file.toString()), new Configuration());

    assertThat(files)
        .extracting(one -> one.uri().substring(one.uri().lastIndexOf('/') + 1))
        .containsExactly("a.jsonl");
    assertThat(files).extracting(FoundFile::byteCount).containsExactly(4L);
  }

  @Test
  void fileThatIsNamedTwiceIsReadOnce() throws IOException {
    Path file = write("a/b.jsonl");

    assertThat(below(directory, file.getParent(), file)).containsExactly("a/b.jsonl");
  }

  @Test
  void patternStandsForAllThatMatches() throws IOException {
    write("exports/export_id=1/runs.parquet");
    write("exports/export_id=2/day=1/runs.parquet");
    write("exports/tmp/validation.txt");

    assertThat(below(directory.resolve("exports/export_id=*")))
        .containsExactly(
            "exports/export_id=1/runs.parquet", "exports/export_id=2/day=1/runs.parquet");
    assertThatThrownBy(() -> below(directory.resolve("exports/other=*")))
        .hasMessage("no such file or folder: " + directory.resolve("exports/other=*"));
  }

  @Test
  void nothingToReadIsTheUsersToMend() throws IOException {
    Path absent = directory.resolve("absent");
    Files.createDirectories(directory.resolve("empty/inside"));

    assertThatThrownBy(() -> below(directory))
        .isInstanceOf(UserError.class)
        .hasMessage("no trace files in " + directory);
    assertThatThrownBy(() -> below(directory, absent))
        .isInstanceOf(UserError.class)
        .hasMessage("no such file or folder: " + absent);
    assertThatThrownBy(() -> TraceFiles.below(List.of("nowhere://a/b"), new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessage("cannot list 'nowhere://a/b': No FileSystem for scheme \"nowhere\"");
    assertThatThrownBy(() -> TraceFiles.below(List.of(""), new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot list '': ");
  }

  private Path write(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "text");
  }

  /** What is found below the paths, relative to the directory. */
  private List<String> below(Path... paths) {
    String root = directory.toUri().getPath();
    return TraceFiles.below(Stream.of(paths).map(Path::toString).toList(), new Configuration())
        .stream()
        .map(file -> file.uri().substring(file.uri().indexOf(root) + root.length()))
        .toList();
  }
}
