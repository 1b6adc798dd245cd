package dev.trace2skill.tasks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A CSV file with the column {@code query} and perhaps {@code expected}, {@code evaluator}, {@code
 * task_id}, {@code split}, {@code tags} and {@code inputs}; the last two are lists with semicolons
 * between.
 */
final class TaskCsv implements TaskReader {

  private static final List<String> COLUMNS =
      List.of("task_id", "query", "expected", "evaluator", "inputs", "split", "tags");
  private static final Set<String> LISTS = Set.of("inputs", "tags");

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  @Override
  public String layout() {
    return "csv";
  }

  @Override
  public boolean knows(Place place) {
    return !place.isFolder() && place.endsWith(".csv");
  }

  @Override
  public Found read(Place place) {
    List<Found.Located> tasks = new ArrayList<>();
    long line = 1;
    try (CSVParser rows = CSVParser.parse(new StringReader(place.text()), FORMAT)) {
      List<String> header = header(rows, place);
      line = rows.getCurrentLineNumber() + 1;
      for (CSVRecord row : rows) {
        String where = place.uri() + ":" + line;
        tasks.add(task(row, header, place, where));
        line = rows.getCurrentLineNumber() + 1;
      }
    } catch (CSVException e) {
      throw new UserError("%s:%d: %s".formatted(place.uri(), line, e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new UserError("%s:%d: the row cannot be read".formatted(place.uri(), line));
    } catch (IllegalArgumentException e) {
      throw new UserError("%s:1: %s".formatted(place.uri(), e.getMessage()));
    }
    return Found.of(tasks);
  }

  private static List<String> header(CSVParser rows, Place place) {
    List<String> header =
        rows.getHeaderNames().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    for (String name : header) {
      if (!COLUMNS.contains(name)) {
        throw new UserError(
            "%s:1: unknown column '%s'; known: %s"
                .formatted(place.uri(), name, String.join(", ", COLUMNS)));
      }
    }
    if (!header.contains("query")) {
      throw new UserError(place.uri() + ":1: there is no column 'query'");
    }
    return header;
  }

  private static Found.Located task(CSVRecord row, List<String> header, Place place, String where) {
    if (row.size() != header.size()) {
      throw new UserError(
          "%s: the row has %d cells and the header %d".formatted(where, row.size(), header.size()));
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (row.get(i).isBlank()) {
        continue;
      }
      if (LISTS.contains(name)) {
        for (String part : row.get(i).split(";", -1)) {
          object.withArray(name).add(part.strip());
        }
      } else {
        object.put(name, name.equals("query") ? row.get(i) : row.get(i).strip());
      }
    }
    try {
      return new Found.Located(TaskObject.of(object, place.parent()).task(null), where);
    } catch (Malformed e) {
      throw e.at(where);
    }
  }
}
