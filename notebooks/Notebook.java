package notebook;

import static org.apache.spark.sql.functions.col;
import static org.rapaio.jupyter.kernel.global.Global.display;

import dev.trace2skill.Trace2Skill;
import java.awt.Color;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import scala.collection.Iterable;

/**
 * What every notebook uses: the warehouse, a table, and charts of datasets whose first column is
 * the label and whose other columns are numbers. {@code jobs/notebook} compiles it for the kernel.
 */
public final class Notebook {

  /** Characters of an id that tell it from others, as commands show and take it. */
  private static final int ID = 12;

  private Notebook() {}

  /** The warehouse that WAREHOUSE names, and else the quickstart's. */
  public static Trace2Skill open() {
    return Trace2Skill.local(
        System.getenv().getOrDefault("WAREHOUSE", System.getProperty("trace2skill.quickstart")));
  }

  /** Text as HTML shows it. */
  public static String escape(Object value) {
    return value == null
        ? ""
        : String.valueOf(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String text(Object value) {
    if (value instanceof Row row) {
      return text(row.toSeq());
    }
    return value == null
        ? ""
        : value instanceof Iterable<?> many
            ? many.iterator().map(Notebook::text).filter(t -> !t.isEmpty()).mkString(" · ")
            : value.toString();
  }

  private static String cut(Object value, int longest) {
    String text = text(value).replaceAll("\\s+", " ");
    if (text.matches("[0-9a-f]{32}")) {
      return text.substring(0, ID);
    }
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
  }

  /** Shows the first rows of a dataset, and whether there are more. */
  public static void table(Dataset<Row> rows, int most) {
    var unused = display("html", html(rows, most));
  }

  static String html(Dataset<Row> rows, int most) {
    List<Row> found = rows.limit(most + 1).collectAsList();
    if (found.isEmpty()) {
      return "<p><em>No rows.</em></p>";
    }
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    for (String name : rows.columns()) {
      html.append("<th style='text-align:left'>").append(escape(name.replace('_', ' '))).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (Row row : found.subList(0, Math.min(most, found.size()))) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String align = row.get(i) instanceof Number ? "right" : "left";
        html.append("<td style='text-align:")
            .append(align)
            .append("'>")
            .append(escape(cut(row.get(i), 160)))
            .append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    return found.size() > most ? html + "<p>The first " + most + " rows.</p>" : html.toString();
  }

  private static final Color[] TONES = {
    new Color(0x0a6b63),
    new Color(0xb3402e),
    new Color(0xc9a227),
    new Color(0x9aa0a6),
    new Color(0x5b6fa8)
  };

  private static void dress(Styler styler, boolean legend) {
    styler.setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false).setSeriesColors(TONES);
    styler
        .setLegendVisible(legend)
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE);
  }

  /** Labels of the upright axis: where all values are counts, whole numbers alone. */
  private static Function<Double, String> ticks(List<Row> rows) {
    boolean counts =
        rows.stream()
            .allMatch(
                row -> IntStream.range(1, row.size()).allMatch(i -> number(row, i) % 1 == 0));
    return value ->
        value % 1 == 0 ? "%,.0f".formatted(value) : counts ? "" : "%,.2f".formatted(value);
  }

  private static double number(Row row, int column) {
    return row.isNullAt(column) ? 0 : ((Number) row.get(column)).doubleValue();
  }

  /** Columns side by side, or stacked: at most so many rows of the dataset. */
  public static void columns(Dataset<Row> rows, String title, boolean stacked, int most) {
    List<Row> found = rows.limit(most).collectAsList();
    if (found.isEmpty()) {
      var unused = display("md", "*" + title + ": nothing to draw.*");
      return;
    }
    CategoryChart chart = new CategoryChartBuilder().width(920).height(400).title(title).build();
    dress(chart.getStyler(), rows.columns().length > 2);
    chart
        .getStyler()
        .setStacked(stacked)
        .setAvailableSpaceFill(.6)
        .setXAxisLabelRotation(found.size() > 8 ? 45 : 0)
        .setPlotGridVerticalLinesVisible(false)
        .setyAxisTickLabelsFormattingFunction(ticks(found));
    List<String> labels = found.stream().map(row -> cut(row.get(0), 28)).toList();
    for (int i = 1; i < rows.columns().length; i++) {
      int column = i;
      chart.addSeries(
          rows.columns()[i].replace('_', ' '),
          labels,
          found.stream().map(row -> number(row, column)).toList());
    }
    var unused = display("png", BitmapEncoder.getBufferedImage(chart));
  }

  /** Lines: the first column in its order, numbered from 1 unless it holds numbers. */
  public static void lines(Dataset<Row> rows, String title, String across) {
    List<Row> found = rows.limit(1000).collectAsList();
    if (found.isEmpty()) {
      var unused = display("md", "*" + title + ": nothing to draw.*");
      return;
    }
    XYChart chart =
        new XYChartBuilder().width(920).height(400).title(title).xAxisTitle(across).build();
    dress(chart.getStyler(), rows.columns().length > 2);
    boolean numbered = !(found.get(0).get(0) instanceof Number);
    List<Double> x =
        IntStream.range(0, found.size())
            .mapToObj(i -> numbered ? i + 1.0 : number(found.get(i), 0))
            .toList();
    for (int i = 1; i < rows.columns().length; i++) {
      int column = i;
      chart.addSeries(
          rows.columns()[i].replace('_', ' '),
          x,
          found.stream().map(row -> number(row, column)).toList());
    }
    chart.getStyler().setMarkerSize(6);
    chart.getStyler().setYAxisMin(0.0).setyAxisTickLabelsFormattingFunction(ticks(found));
    var unused = display("png", BitmapEncoder.getBufferedImage(chart));
  }

  /** Points with their intervals; columns: label, value, low, high. */
  public static void intervals(Dataset<Row> rows, String title, int most) {
    List<Row> found = rows.where(col(rows.columns()[1]).isNotNull()).limit(most).collectAsList();
    if (found.isEmpty()) {
      var unused = display("md", "*" + title + ": nothing to draw.*");
      return;
    }
    CategoryChart chart = new CategoryChartBuilder().width(920).height(440).title(title).build();
    dress(chart.getStyler(), false);
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter)
        .setXAxisLabelRotation(45)
        .setMarkerSize(9);
    List<String> labels = found.stream().map(row -> cut(row.get(0), 34)).toList();
    List<Double> values = found.stream().map(row -> number(row, 1)).toList();
    List<Double> half =
        found.stream()
            .map(row -> Math.max(number(row, 3) - number(row, 1), number(row, 1) - number(row, 2)))
            .toList();
    chart
        .getStyler()
        .setYAxisMin(Math.min(0, lowest(found)) - 5)
        .setYAxisMax(Math.max(0, highest(found)) + 5);
    chart.addSeries(rows.columns()[1], labels, values, half);
    var unused = display("png", BitmapEncoder.getBufferedImage(chart));
  }

  private static double lowest(List<Row> found) {
    return found.stream().mapToDouble(row -> number(row, 2)).min().orElse(0);
  }

  private static double highest(List<Row> found) {
    return found.stream().mapToDouble(row -> number(row, 3)).max().orElse(0);
  }
}
