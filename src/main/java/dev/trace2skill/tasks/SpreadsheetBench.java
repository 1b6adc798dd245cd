package dev.trace2skill.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.JsonRecord;
import dev.trace2skill.spi.JsonRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SpreadsheetBench, all of it or its verified part: {@code dataset.json} and a folder of workbooks
 * a task. A task with several cases becomes one task a case, with the tag {@code instance <id>}.
 *
 * @param compare how cells are compared: {@code published} or {@code mended}
 */
record SpreadsheetBench(String compare) implements TaskReader {

  private static final List<String> FILES = List.of("dataset.json", "dataset.jsonl");

  /** Endings of the right workbooks, the first that occur count; and of what belongs to each. */
  private static final List<String> ANSWERS = List.of("_answer", "_golden", "golden");

  private static final List<String> KINDS = List.of(".xlsx", ".xlsm");

  @Override
  public String layout() {
    return "spreadsheetbench";
  }

  @Override
  public boolean knows(Place place) {
    return place.isFolder()
        && file(place).isPresent()
        && place.find("spreadsheet").filter(Place::isFolder).isPresent();
  }

  private static Optional<Place> file(Place place) {
    return FILES.stream().flatMap(name -> place.find(name).stream()).findFirst();
  }

  @Override
  public Found read(Place place) {
    Place file =
        file(place).orElseThrow(() -> new UserError(place.uri() + ": there is no dataset.json"));
    List<Found.Located> tasks = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (JsonRecords records = JsonRecords.any(file.file())) {
      while (records.hasNext()) {
        JsonRecord record = records.next();
        String where = file.uri() + ":" + record.line();
        if (record.value() == null) {
          throw new UserError(where + ": " + record.error());
        }
        try {
          tasks.addAll(tasks(record.value(), place, where, notes));
        } catch (Malformed e) {
          throw e.at(where);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(file.uri() + ": " + e.getMessage());
    }
    return new Found(tasks, notes);
  }

  private List<Found.Located> tasks(JsonNode told, Place place, String where, List<String> notes)
      throws Malformed {
    Members members = new Members("the task", told);
    String id = members.needed("id");
    if (members.text("answer_position") == null) {
      notes.add("task " + id + " is left out: it has no answer_position");
      return List.of();
    }
    Optional<Place> folder = folder(members, id, place);
    List<Place> answers = folder.map(SpreadsheetBench::answers).orElse(List.of());
    if (folder.isEmpty() || answers.isEmpty()) {
      notes.add("task " + id + " is left out: its workbooks are not there");
      return List.of();
    }
    List<Found.Located> tasks = new ArrayList<>();
    for (Place answer : answers) {
      String label = answers.size() == 1 ? id : id + "#" + (tasks.size() + 1);
      Place input = input(folder.get(), answer);
      tasks.add(new Found.Located(task(members, label, input, answer, answers.size() > 1), where));
    }
    return tasks;
  }

  private Task task(Members told, String label, Place input, Place answer, boolean several)
      throws Malformed {
    String id = told.needed("id");
    String position = told.needed("answer_position");
    String ending = input.name().substring(input.name().lastIndexOf('.'));
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("range", position).put("compare", compare);
    if (told.text("answer_sheet") != null) {
      options.put("sheet", told.text("answer_sheet"));
    }
    List<String> tags = new ArrayList<>(List.of("spreadsheetbench", kind(told)));
    if (several) {
      tags.add("instance " + id);
    }
    if (told.has("exclude")) {
      tags.add("excluded");
    }
    return new Task(
        "spreadsheetbench/" + label,
        query(told.needed("instruction"), position, ending),
        null,
        List.of(TaskInput.from("input" + ending, input.uri())),
        List.of(
            new Check(
                "spreadsheet", "output" + ending, null, answer.uri(), JsonRecords.text(options))),
        null,
        tags);
  }

  private static String kind(Members told) throws Malformed {
    String type = told.text("instruction_type");
    return type == null ? "unknown-level" : type.split(" ", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static String query(String instruction, String position, String ending) {
    return """
        %s

        The workbook is input%s. Save the changed workbook as output%s and leave the input as it \
        is. What is looked at afterwards: the values of the cells %s, as they are stored in the \
        file; a formula needs its computed value there.\
        """
        .formatted(instruction.strip(), ending, ending, position);
  }

  private static Optional<Place> folder(Members told, String id, Place place) throws Malformed {
    String path = told.text("spreadsheet_path");
    List<String> paths = new ArrayList<>();
    if (path != null) {
      paths.add("spreadsheet/" + path);
      paths.add(path);
    }
    paths.add("spreadsheet/" + id);
    paths.add(id);
    return paths.stream()
        .flatMap(candidate -> place.find(candidate).filter(Place::isFolder).stream())
        .findFirst();
  }

  private static List<Place> answers(Place folder) {
    List<Place> files = folder.children();
    return ANSWERS.stream()
        .map(
            ending ->
                files.stream()
                    .filter(file -> KINDS.stream().anyMatch(file::endsWith))
                    .filter(file -> file.stem().endsWith(ending))
                    .toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The workbook that a right one came of. */
  private static Place input(Place folder, Place answer) throws Malformed {
    String stem = answer.stem();
    String start = stem.substring(0, Math.max(0, stem.lastIndexOf('_') + 1));
    Stream<String> names =
        stem.equals("golden")
            ? Stream.of("initial")
            : Stream.of(start + "input", start + "init", start + "initial");
    return names
        .flatMap(name -> KINDS.stream().map(kind -> name + kind))
        .flatMap(name -> folder.find(name).stream())
        .findFirst()
        .orElseThrow(() -> new Malformed("there is no workbook to start from for " + answer.uri()));
  }
}
