package dev.trace2skill.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import dev.trace2skill.store.Views;
import dev.trace2skill.store.Warehouse;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Queries the tables. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Answers a Spark SQL query; every table is a view of its name.",
    footer = {
      "",
      "Tables: tasks, trajectories, current_trajectories, rejects, ingested_files, trace_files,",
      "  supersessions, labels, planted_causes, contrasts, llm_calls, analyses, coverage, patches,",
      "  edits, lessons, conflicts, skill_versions, skill_lines, publications, runs.",
      "Example: trace2skill sql --warehouse W \"SELECT outcome, count(*) FROM trajectories"
          + " GROUP BY outcome\""
    })
final class SqlCommand implements Callable<Integer> {

  /** A table for reading; who wants all takes csv or json. */
  private static final int MOST_TEXT_ROWS = 1000;

  /** How rows are printed. */
  enum Format {
    TEXT,
    JSON,
    CSV
  }

  @Spec private CommandSpec spec;

  @Mixin private Settings settings;

  @Parameters(paramLabel = "QUERY", description = "A SELECT statement.")
  private String query = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (aligned, the default), json (one object a line) or csv.")
  private Format format = Format.TEXT;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Most characters of a cell in a text table; ${DEFAULT-VALUE} unless given.")
  private int width = 100;

  @Override
  public Integer call() {
    Warehouse warehouse = settings.open("sql");
    try {
      print(Views.ask(warehouse, query, Map.of()));
      return 0;
    } catch (Exception e) {
      throw Views.told(e);
    } finally {
      warehouse.spark().stop();
    }
  }

  private void print(Dataset<Row> rows) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> rows.toJSON().toLocalIterator().forEachRemaining(out::println);
      case CSV -> csv(out, texts(rows));
      case TEXT -> text(out, texts(rows));
    }
  }

  private void text(PrintWriter out, Dataset<Row> texts) {
    List<Row> rows = texts.takeAsList(MOST_TEXT_ROWS + 1);
    TextTable.print(
        out,
        List.of(texts.columns()),
        rows.stream().limit(MOST_TEXT_ROWS).map(SqlCommand::cells).toList(),
        width);
    if (rows.size() > MOST_TEXT_ROWS) {
      spec.commandLine()
          .getErr()
          .println("Only the first " + MOST_TEXT_ROWS + " rows; --format csv or json gives all.");
    }
  }

  private static void csv(PrintWriter out, Dataset<Row> texts) {
    out.println(
        Arrays.stream(texts.columns()).map(SqlCommand::quoted).collect(Collectors.joining(",")));
    Iterator<Row> rows = texts.toLocalIterator();
    while (rows.hasNext()) {
      out.println(
          cells(rows.next()).stream().map(SqlCommand::quoted).collect(Collectors.joining(",")));
    }
  }

  /** Every column as text: nested values as JSON, nulls as nothing. */
  private static Dataset<Row> texts(Dataset<Row> rows) {
    return rows.select(
        Arrays.stream(rows.schema().fields()).map(SqlCommand::text).toArray(Column[]::new));
  }

  private static Column text(StructField field) {
    Column value = col("`" + field.name().replace("`", "``") + "`");
    boolean nested =
        field.dataType() instanceof StructType
            || field.dataType() instanceof ArrayType
            || field.dataType() instanceof MapType;
    return coalesce(nested ? to_json(value) : value.cast("string"), lit("")).as(field.name());
  }

  private static List<String> cells(Row row) {
    return IntStream.range(0, row.size()).mapToObj(row::getString).toList();
  }

  /** RFC 4180. */
  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
