package dev.trace2skill.spi;

import java.io.IOException;
import java.io.InputStream;

/** A stream that ends at the end of each line and can be moved on to the next one. */
final class LineStream extends InputStream {

  private final InputStream in;
  private final long cap;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long taken;
  private long number;
  private boolean lineOver = true;

  LineStream(InputStream in, long cap) {
    this.in = in;
    this.cap = cap;
  }

  /** Goes to the next line that is not blank; false when there is none. */
  boolean advance() throws IOException {
    do {
      skipLine();
      if (!fill()) {
        return false;
      }
      number++;
      lineOver = false;
      taken = 0;
    } while (!skipToText());
    return true;
  }

  /** The line it is on, from 1. */
  long number() {
    return number;
  }

  /** True when the line has text; a byte order mark is none, and no JSON starts with its bytes. */
  private boolean skipToText() throws IOException {
    while (fill()) {
      switch (buffer[next]) {
        case ' ', '\t', '\r', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF -> next++;
        case '\n' -> {
          next++;
          lineOver = true;
          return false;
        }
        default -> {
          return true;
        }
      }
    }
    lineOver = true;
    return false;
  }

  private void skipLine() throws IOException {
    while (!lineOver && fill()) {
      lineOver = buffer[next++] == '\n';
    }
  }

  private boolean fill() throws IOException {
    if (next == end) {
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      next = 0;
    }
    return next < end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (lineOver || !fill()) {
      return -1;
    }
    int count = 0;
    while (count < length && next < end && buffer[next] != '\n') {
      target[offset + count++] = buffer[next++];
    }
    if (next < end && buffer[next] == '\n') {
      next++;
      lineOver = true;
    }
    taken += count;
    if (taken > cap) {
      throw new TooLong("the line is longer than " + cap + " bytes");
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A record is longer than a reader is willing to hold. */
  static final class TooLong extends IOException {
    TooLong(String message) {
      super(message);
    }
  }
}
