package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of cells as people write it: columns in letters of any case, whole rows or columns, ends
 * in any order, and quotes wherever they were put.
 *
 * @param text as it is written
 * @param sheet the sheet's name; empty when none is said
 */
record CellRange(String text, Optional<String> sheet, End from, End to) {

  private static final Pattern END = Pattern.compile("\\$?([A-Za-z]{0,3})\\$?([0-9]{0,7})");

  /**
   * One end.
   *
   * @param row 0 when it is open
   * @param column 0 when it is open
   */
  record End(int row, int column) {}

  /**
   * The blocks of a range with commas between; a sheet's name may have commas too.
   *
   * @throws IllegalArgumentException when a part is no block
   */
  static List<CellRange> all(String range) {
    List<CellRange> all = new ArrayList<>();
    String open = "";
    for (String piece : range.split(",", -1)) {
      String part = open.isEmpty() ? piece : open + "," + piece;
      Optional<CellRange> read = of(PythonText.strip(part));
      read.ifPresent(all::add);
      open = read.isPresent() ? "" : part;
    }
    if (!open.isEmpty() || all.isEmpty()) {
      throw new IllegalArgumentException("'%s' is no range of cells".formatted(range));
    }
    return all;
  }

  private static Optional<CellRange> of(String part) {
    String plain = part.replace('\uff1a', ':');
    int mark = plain.lastIndexOf('!');
    Optional<String> sheet =
        mark < 0 ? Optional.empty() : Optional.of(sheet(plain.substring(0, mark)));
    String[] ends = PythonText.strip(plain.substring(mark + 1).replace("'", "")).split(":", -1);
    if (ends.length > 2) {
      return Optional.empty();
    }
    Optional<End> from = end(ends[0]);
    Optional<End> to = end(ends[ends.length - 1]);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    boolean one = ends.length == 1 && (from.get().row() == 0 || from.get().column() == 0);
    return one ? Optional.empty() : Optional.of(new CellRange(part, sheet, from.get(), to.get()));
  }

  /** Of a name that is written twice the second counts. */
  private static String sheet(String quoted) {
    String name = PythonText.strip(quoted, '\'').replace("''", "'");
    String[] twice = name.split("'?!'?", -1);
    return twice.length == 2 && twice[0].equals(twice[1]) ? twice[1] : name;
  }

  private static Optional<End> end(String text) {
    Matcher end = END.matcher(PythonText.strip(text));
    if (!end.matches() || (end.group(1).isEmpty() && end.group(2).isEmpty())) {
      return Optional.empty();
    }
    int row = end.group(2).isEmpty() ? 0 : Integer.parseInt(end.group(2));
    return end.group(2).isEmpty() || (row > 0 && row <= Sheet.MOST_ROWS)
        ? Optional.of(new End(row, SheetXml.column(end.group(1))))
        : Optional.empty();
  }

  /** The cells that are meant; an open end reaches as far as either sheet does. */
  Block block(Sheet one, Sheet other) {
    int lastRow = Math.max(one.lastRow(), other.lastRow());
    int lastColumn = Math.max(one.lastColumn(), other.lastColumn());
    int top = from.row() == 0 ? 1 : from.row();
    int bottom = to.row() == 0 ? Math.max(top, lastRow) : to.row();
    int left = from.column() == 0 ? 1 : from.column();
    int right = to.column() == 0 ? Math.max(left, lastColumn) : to.column();
    return new Block(
        Math.min(top, bottom), Math.min(left, right), Math.max(top, bottom), Math.max(left, right));
  }
}
