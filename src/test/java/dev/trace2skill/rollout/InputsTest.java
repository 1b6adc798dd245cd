package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

  /** This machine's files, as if they lay on another. */
  public static final class Elsewhere extends FilterFileSystem {
    public Elsewhere() {
      super(new RawLocalFileSystem());
    }

    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {}

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
      return fs.getFileStatus(here(path));
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
      return fs.listStatus(here(path));
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
      return fs.open(here(path), buffer);
    }

    private static org.apache.hadoop.fs.Path here(org.apache.hadoop.fs.Path path) {
      return new org.apache.hadoop.fs.Path(path.toUri().getPath());
    }
  }

  @TempDir private Path directory;

  @Test
  void whatARunIsHeldAgainstIsFetchedWhereItLiesElsewhere() throws Exception {
    Path right = Files.createDirectories(directory.resolve("right"));
    Files.writeString(right.resolve("a.txt"), "as it should be");
    Path here = Files.writeString(directory.resolve("here.txt"), "here");
    Configuration conf = new Configuration(false);
    conf.set("fs.elsewhere.impl", Elsewhere.class.getName());
    Task task =
        new Task(
            "t",
            "Do it.",
            null,
            List.of(),
            List.of(
                Check.file("directory", "out", "elsewhere://" + right),
                Check.file("file", "out/b.txt", here.toUri().toString()),
                Check.file("file", "out/c.txt", "elsewhere:///no/such/file"),
                Check.answer("exact", "1")),
            null,
            List.of());

    Task fetched = new Inputs(conf).fetched(task, directory.resolve("fetched"));

    String folder = Objects.requireNonNull(fetched.checks().get(0).expectedUri());
    assertThat(Path.of(URI.create(folder)))
        .isEqualTo(directory.resolve("fetched/0/right"))
        .isDirectoryContaining("glob:**a.txt");
    assertThat(fetched.checks().subList(1, 4)).isEqualTo(task.checks().subList(1, 4));
    assertThat(fetched.query()).isEqualTo("Do it.");
  }
}
