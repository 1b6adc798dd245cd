package dev.trace2skill.report;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A chart, which the page draws with a library, and its numbers as a table.
 *
 * @param id of its figure
 * @param summary what it shows, for those who do not see it
 * @param labels of the categories, or of the points in time
 * @param unit of the values
 */
record Chart(
    String id,
    String title,
    String summary,
    Kind kind,
    List<String> labels,
    List<Series> series,
    String unit) {

  /** How it is drawn. */
  enum Kind {
    /** Columns, stacked. */
    COLUMNS,
    /** Horizontal bars, stacked. */
    BARS,
    /** Lines over time. */
    LINES,
    /** A point and its interval, one a row: the series are the value, its lower end, its upper. */
    INTERVALS
  }

  /**
   * Values, one for each label; null where there is none.
   *
   * @param tone the role of its colour: good, bad, muted, accent or other
   */
  record Series(String name, String tone, List<@Nullable Double> values) {}

  /** One line of the table. */
  record Row(String label, List<String> values) {}

  /** The numbers, a row for each label. */
  public List<Row> rows() {
    return IntStream.range(0, labels.size())
        .mapToObj(
            i -> new Row(labels.get(i), series.stream().map(s -> text(s.values().get(i))).toList()))
        .toList();
  }

  private static String text(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return value == Math.rint(value) ? Words.number(value.longValue()) : String.valueOf(value);
  }
}
