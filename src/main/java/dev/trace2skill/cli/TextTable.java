package dev.trace2skill.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;

/** Prints rows as aligned text: numbers to the right, the rest to the left. */
final class TextTable {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.]*([eE][-+]?[0-9]+)?");

  private TextTable() {}

  /**
   * Prints a header, a rule and the rows.
   *
   * @param widest the most characters that a cell may take; a longer one ends in {@code …}
   */
  static void print(PrintWriter out, List<String> header, List<List<String>> rows, int widest) {
    List<List<String>> cells =
        rows.stream().map(r -> r.stream().map(c -> fit(c, widest)).toList()).toList();
    int[] widths = header.stream().mapToInt(TextTable::width).toArray();
    boolean[] numbers = new boolean[widths.length];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      numbers[i] =
          !cells.isEmpty()
              && cells.stream()
                  .allMatch(
                      r -> r.get(column).isEmpty() || NUMBER.matcher(r.get(column)).matches());
      widths[i] =
          Math.max(widths[i], cells.stream().mapToInt(r -> width(r.get(column))).max().orElse(0));
    }
    out.println(line(header, widths, numbers));
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.isEmpty() ? "" : "  ").append("-".repeat(width));
    }
    out.println(rule);
    cells.forEach(row -> out.println(line(row, widths, numbers)));
  }

  private static String line(List<String> cells, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - width(cells.get(i)));
      line.append(i == 0 ? "" : "  ").append(numbers[i] ? pad + cells.get(i) : cells.get(i) + pad);
    }
    return line.toString().stripTrailing();
  }

  private static String fit(String cell, int widest) {
    String flat = cell.replace("\r", "").replace("\n", "⏎").replace("\t", " ");
    return width(flat) <= widest
        ? flat
        : flat.substring(0, flat.offsetByCodePoints(0, widest - 1)) + "…";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
