package dev.trace2skill.skill;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the lines of a text begin and end. Lines count from 1; a line ends as CommonMark says, with
 * LF, CRLF or CR; a final line ending opens no further line.
 */
final class Lines {

  private final String text;
  private final int[] starts;

  private Lines(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  static Lines of(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 0; i < text.length(); i++) {
      boolean crOfPair = text.startsWith("\r\n", i);
      if (!crOfPair && (text.charAt(i) == '\n' || text.charAt(i) == '\r')) {
        starts.add(i + 1);
      }
    }
    if (starts.get(starts.size() - 1) < text.length()) {
      starts.add(text.length());
    }
    return new Lines(text, starts.stream().mapToInt(Integer::intValue).toArray());
  }

  int count() {
    return starts.length - 1;
  }

  int start(int line) {
    return starts[line - 1];
  }

  /** The start of the line after it; 0 for line 0, which stands for the place before the text. */
  int next(int line) {
    return starts[line];
  }

  /** The end of a line without its line ending. */
  int end(int line) {
    int end = next(line);
    while (end > start(line) && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  boolean isTerminated(int line) {
    return end(line) < next(line);
  }

  String text(int line) {
    return text.substring(start(line), end(line));
  }

  List<String> texts() {
    return IntStream.rangeClosed(1, count()).mapToObj(this::text).toList();
  }

  boolean isBlank(int line) {
    return text(line).isBlank();
  }

  /**
   * The last line from {@code first} to {@code last} that is not blank; {@code first - 1} if none.
   */
  int lastNotBlank(int first, int last) {
    int line = last;
    while (line >= first && isBlank(line)) {
      line--;
    }
    return line;
  }

  /** The line that holds the character at an offset. */
  int at(int offset) {
    int line = 1;
    while (line < count() && starts[line] <= offset) {
      line++;
    }
    return line;
  }

  /** The line ending that most lines have; LF when there is none. */
  String ending() {
    long crlf = IntStream.rangeClosed(1, count()).filter(l -> next(l) - end(l) == 2).count();
    long other = IntStream.rangeClosed(1, count()).filter(l -> next(l) - end(l) == 1).count();
    return crlf > other ? "\r\n" : "\n";
  }
}
