package dev.trace2skill.adapter.evaluator.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of what a program printed. */
final class Tail {

  private static final int MOST_BYTES = 1 << 20;
  private static final int LONGEST = 300;

  private Tail() {}

  /** The end of a file, a mebibyte at most. */
  static String of(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - MOST_BYTES));
      ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Until there is no more.
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  /** The last lines that are not blank, in one line of moderate length. */
  static String of(Path file, int lines) throws IOException {
    List<String> all = of(file).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String text = String.join(" / ", all.subList(Math.max(0, all.size() - lines), all.size()));
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST))) + "…";
  }
}
