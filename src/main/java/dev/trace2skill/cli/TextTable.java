package dev.trace2skill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Prints rows as aligned text: numbers to the right, the rest to the left. */
final class TextTable {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.]*([eE][-+]?[0-9]+)?");

  /** Characters that a cell keeps, however narrow the terminal is. */
  private static final int LEAST = 12;

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

  /**
   * Prints a header, a rule and the rows so that they fit the terminal: the last columns give way.
   * Where the output goes elsewhere nothing does.
   *
   * @param spec of the command, which knows the terminal
   */
  // From Java 22 on there always is a console; its width is then what is known of it.
  @SuppressWarnings("SystemConsoleNull")
  static void fit(CommandSpec spec, List<String> header, List<List<String>> rows) {
    boolean terminal = System.console() != null;
    spec.usageMessage().autoWidth(terminal);
    print(
        spec.commandLine().getOut(),
        header,
        terminal ? fitted(header, rows, spec.usageMessage().width()) : rows,
        Integer.MAX_VALUE);
  }

  /** Rows whose last column, and if need be others, are cut so that lines are no longer. */
  static List<List<String>> fitted(List<String> header, List<List<String>> rows, int longest) {
    List<List<String>> fitted = rows;
    for (int column = header.size() - 1; column >= 0; column--) {
      int total = 2 * (header.size() - 1);
      int own = 0;
      for (int i = 0; i < header.size(); i++) {
        int at = i;
        int width =
            Math.max(
                width(header.get(i)),
                fitted.stream().mapToInt(r -> width(flat(r.get(at)))).max().orElse(0));
        total += width;
        own = i == column ? width : own;
      }
      if (total <= longest) {
        return fitted;
      }
      int place = column;
      int widest = Math.max(Math.max(LEAST, width(header.get(column))), own - (total - longest));
      fitted =
          fitted.stream()
              .map(
                  row -> {
                    List<String> cells = new ArrayList<>(row);
                    cells.set(place, fit(row.get(place), widest));
                    return List.copyOf(cells);
                  })
              .toList();
    }
    return fitted;
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
    String flat = flat(cell);
    return width(flat) <= widest
        ? flat
        : flat.substring(0, flat.offsetByCodePoints(0, widest - 1)) + "…";
  }

  private static String flat(String cell) {
    return cell.replace("\r", "").replace("\n", "⏎").replace("\t", " ");
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
