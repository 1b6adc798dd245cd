package dev.trace2skill.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A trace file on the disk of this machine.
 *
 * @param parts see {@link EvidenceFile#parts}
 */
public record LocalFile(Path path, List<EvidenceFile> parts, RecordCounter counter)
    implements EvidenceFile {

  public LocalFile {
    parts = List.copyOf(parts);
  }

  /** A file that stands for itself. */
  public static LocalFile of(Path path) {
    return new LocalFile(path, List.of(), new RecordCounter());
  }

  /** The same file with others that are parts of it. */
  public LocalFile with(List<Path> others) {
    return new LocalFile(
        path,
        others.stream()
            .sorted()
            .map(other -> (EvidenceFile) new LocalFile(other, List.of(), counter))
            .toList(),
        counter);
  }

  @Override
  public String uri() {
    return path.toUri().toString();
  }

  @Override
  public long byteCount() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public SeekableByteChannel channel() throws IOException {
    return Files.newByteChannel(path);
  }
}
