package dev.trace2skill.adapter.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trace2skill.spi.EvidenceFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A trace file in memory. */
final class TextFile implements EvidenceFile {

  private final String uri;
  private final byte[] bytes;

  private TextFile(String uri, byte[] bytes) {
    this.uri = uri;
    this.bytes = bytes;
  }

  static TextFile of(String uri, String text) {
    return new TextFile(uri, text.getBytes(UTF_8));
  }

  static TextFile of(Path path) {
    try {
      return new TextFile(path.toUri().toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TextFile cutAt(int length) {
    return new TextFile(uri, Arrays.copyOf(bytes, length));
  }

  TextFile at(String otherUri) {
    return new TextFile(otherUri, bytes);
  }

  String head() {
    return new String(bytes, 0, Math.min(bytes.length, 1 << 16), UTF_8);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public String name() {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  @Override
  public long byteCount() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
