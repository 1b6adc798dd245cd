package dev.trace2skill.tasks;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.JsonRecord;
import dev.trace2skill.spi.JsonRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A table of tasks, one a row: JSON lines, a JSON array, or Parquet. */
final class TaskTable implements TaskReader {

  @Override
  public String layout() {
    return "table";
  }

  @Override
  public boolean knows(Place place) {
    return !place.isFolder()
        && (place.endsWith(".jsonl") || place.endsWith(".json") || place.endsWith(".parquet"));
  }

  @Override
  public Found read(Place place) {
    boolean rows = place.endsWith(".parquet");
    List<Found.Located> tasks = new ArrayList<>();
    try (JsonRecords records = JsonRecords.any(place.file())) {
      while (records.hasNext()) {
        JsonRecord record = records.next();
        String where = place.uri() + (rows ? " row " : ":") + record.line();
        if (record.value() == null) {
          throw new UserError(where + ": " + record.error());
        }
        try {
          tasks.add(
              new Found.Located(TaskObject.of(record.value(), place.parent()).task(null), where));
        } catch (Malformed e) {
          throw e.at(where);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(place.uri() + ": " + e.getMessage());
    }
    return Found.of(tasks);
  }
}
