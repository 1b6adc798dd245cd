package dev.trace2skill.adapter.evaluator.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What openpyxl writes is read as it is meant, and what it makes of workbooks is what we do. */
class OpenpyxlTest {

  private static final Path WRITTEN = Path.of("src/test/resources/spreadsheet/openpyxl.xlsx");
  private static final Path SCRIPT = Path.of("src/test/resources/spreadsheet/published.py");

  private static final List<String> VALUES =
      List.of(
          "",
          "",
          "n 1",
          "b 1",
          "s 1",
          "n 1.005",
          "s 1.01",
          "n 44927 yyyy-mm-dd",
          "n 44927",
          "s 44927",
          "n 44927.5 d/m/yy h:mm",
          "n 0.5 h:mm",
          "n 0.50001 h:mm:ss",
          "s 12:00",
          "n 0.5",
          "n 1.5 [h]:mm",
          "n 1.5 [hh]:mm:ss",
          "n 1.50000001 [h]:mm",
          "n 59 yyyy",
          "n 60",
          "n -3 dd.mm.yyyy",
          "n 5e6 yyyy",
          "e #VALUE!",
          "s #VALUE!",
          "s nan",
          "s x",
          "s X",
          "s 1_0",
          "n 10",
          "s \u0661\u0660",
          "f A1",
          "d 2023-01-01T00:00:00",
          "d 12:00:00",
          "d PT36H",
          "s \u00a01 ",
          "s 0x1",
          "n 2.675",
          "n 2.68",
          "n 1 0_d",
          "n 1 d",
          "n 1 Standard");

  private static final List<String> RANGES =
      List.of(
          "A1",
          "A1:B3",
          "A:B",
          "2:3",
          "A2:B",
          "B2:A1",
          "a1",
          "A1:b2",
          "T!A1:B2",
          "'T'!A:A,A1",
          "A1:A9,B:B",
          "A1,,B1",
          "$A$1",
          "$A$1:$B$2",
          "U!A1",
          "T!B",
          " \u00a0A1:A2 ",
          "'S'!'A1:B2'",
          "S!T!A1",
          "A1:B",
          "B1:B9",
          "A1:XFD1",
          "A0:A3");

  @TempDir private Path folder;

  @Test
  void workbookThatOpenpyxlWroteIsReadAsItIsMeant() throws Exception {
    try (Workbook workbook = Workbook.open(WRITTEN)) {
      assertThat(workbook.names()).containsExactly("Values", "It's a, b");
      Sheet sheet = workbook.sheet("Values").orElseThrow();

      assertThat(
              Stream.iterate(1, row -> row + 1)
                  .limit(15)
                  .map(row -> sheet.at(Sheet.place(row, 1)).toString()))
          .containsExactly(
              "1",
              "-2.5",
              "TRUE",
              "FALSE",
              "'text'",
              "'  two  lines\nof \u00e4 \u4e2d '",
              "2023-01-01T12:30:00",
              "2023-01-01T00:00:00",
              "12:30:05",
              "1.25",
              "'12'",
              "a formula without a computed value",
              "%.0f".formatted(1e300),
              "0.3",
              "empty");
      assertThat(sheet.at(Sheet.place(2, 2)).display()).isEqualTo(Display.DATE);
      assertThat(sheet.at(Sheet.place(3, 2)).text()).isEqualTo("merged");
      assertThat(sheet.lastRow()).isEqualTo(15);
      assertThat(sheet.lastColumn()).isEqualTo(5);
      assertThat(workbook.sheet("It's a, b").orElseThrow().at(Sheet.place(2, 2)).text())
          .isEqualTo("other");
      assertThat(workbook.sheet("none")).isEmpty();
    }
  }

  @Test
  void openpyxlItselfComesToTheSameVerdicts() throws IOException, InterruptedException {
    Optional<String> python =
        Stream.of("python3", "/usr/bin/python3").filter(this::hasIt).findFirst();
    assumeTrue(python.isPresent(), "no openpyxl is installed to compare with");
    List<String> questions = new ArrayList<>();
    List<Boolean> ours = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      Path is = book(random, i).write(folder.resolve("is" + i + ".xlsx"));
      Path should = book(random, i).write(folder.resolve("should" + i + ".xlsx"));
      List<String> ranges = new ArrayList<>(RANGES.subList(0, 8));
      ranges.add(RANGES.get(8 + i % (RANGES.size() - 8)));
      for (String range : ranges) {
        questions.add(is + "\t" + should + "\t" + range);
        ours.add(passes(is, should, range));
      }
    }

    List<String> theirs = asked(python.get(), questions);

    for (int i = 0; i < questions.size(); i++) {
      assertThat(ours.get(i))
          .as(questions.get(i) + ": " + theirs.get(i))
          .isEqualTo(theirs.get(i).equals("PASS"));
    }
    assertThat(ours).contains(true, false);
  }

  /** Values that may be the same, so that about every other cell is. */
  private static Xlsx book(Random random, int number) {
    List<String> cells = new ArrayList<>();
    for (String reference : List.of("A1", "B1", "A2", "B2", "A3")) {
      int from = (number * 5 + reference.charAt(1) + reference.charAt(0)) % VALUES.size();
      String value = VALUES.get((from + random.nextInt(3) / 2) % VALUES.size());
      cells.add((reference + " " + value).strip());
    }
    Xlsx book =
        Xlsx.of("S", cells.toArray(String[]::new))
            .and("T", cells.get(0), "B2 n " + random.nextInt(2));
    return number % 7 == 0
        ? book.with("S", "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>")
        : book;
  }

  private static boolean passes(Path is, Path should, String range) {
    Check check =
        new Check(
            "spreadsheet",
            is.getFileName().toString(),
            null,
            should.toString(),
            "{\"compare\": \"published\", \"range\": \"" + range + "\"}");
    return new SpreadsheetCells()
        .check(check, new Output(List.of(), "", List.of(), is.getParent()))
        .passed();
  }

  private boolean hasIt(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import openpyxl")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> asked(String python, List<String> questions)
      throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("in"), String.join("\n", questions) + "\n");
    Path out = folder.resolve("out");
    ProcessBuilder script = new ProcessBuilder(python, "-W", "ignore", SCRIPT.toString());
    script.environment().put("PYTHONIOENCODING", "UTF-8");
    Process process =
        script
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
