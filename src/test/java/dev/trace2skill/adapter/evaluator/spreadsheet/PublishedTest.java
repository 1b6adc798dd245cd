package dev.trace2skill.adapter.evaluator.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published comparison, rule by rule, with everything that is odd about it. */
class PublishedTest {

  @TempDir private Path folder;

  // 1. Files.

  @Test
  void workbookThatIsNotThereOrCannotBeReadFails() throws IOException {
    Xlsx gold = Xlsx.of("S", "A1 n 1");

    assertThat(judged("A1", null, gold).differences()).containsExactly("is missing");
    Files.writeString(folder.resolve("output.xlsx"), "no zip");
    assertThat(judged("A1", null, gold).differences())
        .containsExactly("is no workbook that can be read");
  }

  @Test
  void formulaWithoutACachedValueIsEmpty() {
    assertThat(same("f 1+1", "n 2")).isFalse();
    assertThat(same("f 1+1", "")).isTrue();
  }

  // 2. Parts and sheets.

  @Test
  void partsAreAllLookedAtAndBlanksAroundThemGoEvenHardOnes() {
    Xlsx gold = Xlsx.of("S", "A1 n 1", "B2 n 2").and("T", "C3 n 3");
    Xlsx wrong = Xlsx.of("S", "A1 n 1", "B2 n 2").and("T", "C3 n 4");

    assertThat(passes("\u00a0S!A1 , 'T'!C3", gold, gold)).isTrue();
    assertThat(passes("S!A1,T!C3", wrong, gold)).isFalse();
    assertThat(passes("S!A1,S!B2", wrong, gold)).isTrue();
  }

  @Test
  void partWithoutASheetIsOnTheFirstSheetOfTheRightWorkbook() {
    Xlsx gold = Xlsx.of("First", "A1 n 1").and("Second", "A1 n 2");

    assertThat(passes("A1", Xlsx.of("Second", "A1 n 2").and("First", "A1 n 1"), gold)).isTrue();
    assertThat(passes("A1", Xlsx.of("Second", "A1 n 1").and("First", "A1 n 2"), gold)).isFalse();
  }

  @Test
  void quotesAtTheEndsOfSheetsAndRangesGo() {
    Xlsx gold = Xlsx.of("Sheet3", "A1 n 1", "G9 n 5").and("Sheet4", "A1 n 2");
    Xlsx wrong = Xlsx.of("Sheet3", "A1 n 1", "G9 n 6").and("Sheet4", "A1 n 2");

    assertThat(passes("Sheet3'!A:G,'Sheet4'!A:G", gold, gold)).isTrue();
    assertThat(passes("Sheet3'!A:G,'Sheet4'!A:G", wrong, gold)).isFalse();
    assertThat(passes("'Sheet3'!'A1:G9'", wrong, gold)).isFalse();
  }

  @Test
  void nameOfASheetWithACommaNeverPasses() {
    Xlsx gold = Xlsx.of("a,b", "A1 n 1");

    assertThat(passes("'a,b'!A1", gold, gold)).isFalse();
  }

  @Test
  void secondExclamationMarkAndFullWidthColonAreStumbledOver() {
    Xlsx gold = Xlsx.of("Received", "A1 n 1");

    assertThat(passes("'Received'!'Received!A1:G16'", gold, gold)).isFalse();
    assertThat(passes("A1\uff1aG16", gold, gold)).isFalse();
    assertThat(passes("A1:B2:C3", gold, gold)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "5", "", "A0", "ABCD1", "A0:A3", "A1:A1048577"})
  void nameThatIsNoCellIsStumbledOver(String range) {
    Xlsx gold = Xlsx.of("S", "A1 n 1");

    assertThat(passes(range, gold, gold)).isFalse();
  }

  // 3. Sheets that are not there.

  @Test
  void sheetThatIsNotInOneOfTheWorkbooksFails() {
    Xlsx both = Xlsx.of("S", "A1 n 1").and("T", "A1 n 1");
    Xlsx one = Xlsx.of("S", "A1 n 1");

    assertThat(passes("T!A1", one, both)).isFalse();
    assertThat(passes("T!A1", both, one)).isFalse();
    assertThat(passes("s!A1", one, one)).isFalse();
  }

  // 4. Cells.

  @Test
  void openEndsReachAsFarAsTheRightWorkbookDoes() {
    Xlsx gold = Xlsx.of("S", "A1 n 1", "B3 n 2");
    Xlsx more = Xlsx.of("S", "A1 n 1", "B3 n 2", "B4 n 3", "C1 n 4");

    assertThat(passes("A:B", more, gold)).isTrue();
    assertThat(passes("A2:B", more, gold)).isTrue();
    assertThat(passes("1:3", more, gold)).isTrue();
    assertThat(passes("A:C", more, gold)).isFalse();
    assertThat(passes("A:B4", more, gold)).isFalse();
  }

  @Test
  void cellThatIsEmptyButThereCounts() {
    Xlsx gold = Xlsx.of("S", "A1 n 1", "A5");
    Xlsx more = Xlsx.of("S", "A1 n 1", "A5 n 2");

    assertThat(passes("A:A", more, gold)).isFalse();
  }

  @Test
  void cellsThatWereLookedAtAreThereFromThenOn() {
    Xlsx gold = Xlsx.of("S", "A1 n 1");
    Xlsx more = Xlsx.of("S", "A1 n 1", "B5 n 2");

    assertThat(passes("A1:A5", more, gold)).isTrue();
    assertThat(passes("B:B", more, gold)).isTrue();
    assertThat(passes("A1:A5,B:B", more, gold)).isFalse();
  }

  @Test
  void columnInSmallLettersIsOneFarToTheRight() {
    // k stands for AQ.
    Xlsx gold = Xlsx.of("S", "K4 n 1", "AQ4 n 2");

    assertThat(passes("K4:k6", Xlsx.of("S", "K4 n 1", "AQ4 n 3"), gold)).isFalse();
    assertThat(passes("K4:k6", Xlsx.of("S", "K4 n 1", "AQ4 n 2", "AR4 n 3"), gold)).isTrue();
    assertThat(passes("k4", Xlsx.of("S", "K4 n 1"), gold)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"B2:A1", "A2:A1", "B1:A9"})
  void rangeTheWrongWayRoundHasNoCellsAndPasses(String range) {
    assertThat(passes(range, Xlsx.of("S", "A1 n 1"), Xlsx.of("S", "A1 n 2"))).isTrue();
  }

  @Test
  void firstDifferenceIsTheOneThatIsNamedColumnByColumn() {
    Xlsx gold = Xlsx.of("S", "A2 n 1", "B1 n 1");

    assertThat(judged("A1:B2", Xlsx.of("S", "A2 n 2", "B1 n 2"), gold).differences())
        .containsExactly("S!A2 is 2 and should be 1");
  }

  @Test
  void valueUnderMergedCellsIsEmpty() {
    String merge = "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>";

    assertThat(
            passes(
                "A1:B2", Xlsx.of("S", "A1 n 1", "B2 n 7").with("S", merge), Xlsx.of("S", "A1 n 1")))
        .isTrue();
  }

  // 5. and 6. Values.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n 1            | b 1              | true",
        "n 1            | s 1              | true",
        "b 0            | s 0.001          | true",
        "n 0.125        | n 0.12           | true",
        "n 0.135        | n 0.14           | true",
        "n 2.675        | n 2.67           | true",
        "n 1.004        | n 1.0            | true",
        "n 1.004        | n 1.006          | false",
        "n -0.001       | n 0              | true",
        "n 5            | s \u00a0 5_0e-1 \u3000 | true",
        "n 12           | s \uff11\uff12   | true",
        "s inf          | s INFINITY       | true",
        "s nan          | s nan            | false",
        "n 1000         | s 1,000          | false",
        "n 5            | s $5             | false",
        "n 0.12         | s 12%            | false",
        "n 16           | s 0x10           | false",
        "s TRUE         | b 1              | false",
        "s a            | s A              | false",
        "s a            | s a_             | false",
        "e #N/A         | s #N/A           | true",
        "e #N/A         | e #VALUE!        | false",
        "n 0            |                  | false",
        "s              |                  | true"
      })
  void numbersTruthValuesAndTextsThatReadAsNumbersAreNumbersOfTwoDecimals(
      String left, String right, boolean same) {
    assertThat(same(left, right)).isEqualTo(same);
    assertThat(same(right, left)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n 44927.5 yyyy-mm-dd   | n 44928 yyyy-mm-dd  | true",
        "n 44928.5 yyyy-mm-dd   | n 44928 d/m/yyyy    | true",
        "n 44927 yyyy-mm-dd     | n 44927             | true",
        "n 44927 yyyy-mm-dd     | s 44927             | true",
        "n 44927 yyyy-mm-dd     | s 2023-01-01        | false",
        "n 44927.4 yyyy-mm-dd   | n 44927.4           | false",
        "n 0.5208912 h:mm       | s 12:30             | true",
        "n 0.5208912 h:mm       | n 0.52083333 hh:mm  | true",
        "n 0.5208333 h:mm       | n 0.5208333         | false",
        "n 0.5208333 h:mm       | n 0.52              | false",
        "n 0.52089121 h:mm      | s 12:30:05.001      | true",
        "n 1.5 [h]:mm           | n 1.5 [h]:mm:ss     | true",
        "n 1.5 [h]:mm           | n 1.5               | false",
        "n 0.25 [mm]:ss         | n 0.25 h:mm         | false",
        "n 0.250000001 [h]:mm   | n 0.25 [h]:mm       | true",
        "n 30 yyyy              | n 31                | true",
        "n 60 yyyy              | n 60                | true",
        "n 1e9 yyyy             | s #VALUE!           | true",
        "n -1 yyyy              | n -1                | true",
        "d 2023-01-01T12:00:00  | n 44928             | true",
        "d 2023-01-01           | d 2023-01-01        | true",
        "d 2023-01-01           | n 44927             | false",
        "d 12:30:59             | s 12:30             | true",
        "d PT1H30M              | n 0.0625 [h]:mm     | true"
      })
  void datesAreWholeDaysAndTimesOfDayHaveNoSeconds(String left, String right, boolean same) {
    assertThat(same(left, right)).isEqualTo(same);
    assertThat(same(right, left)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "yyyy-mm-dd        | true",
        "d                 | false",
        "0_d               | true",
        "Standard          | true",
        "General           | false",
        "0.00;yyyy         | false",
        "\"day\" 0         | false",
        "0\\d              | false",
        "[Red]0            | false",
        "[$-409]d mmm      | true",
        "#,##0.00          | false",
        "[h]               | true"
      })
  void whatIsADateIsToldByTheFormatAsOpenpyxlDoes(String format, boolean date) {
    assertThat(Display.of(200, format) != Display.PLAIN).isEqualTo(date);
    assertThat(Display.of(14, null)).isEqualTo(Display.DATE);
    assertThat(Display.of(46, null)).isEqualTo(Display.DURATION);
    assertThat(Display.of(2, null)).isEqualTo(Display.PLAIN);
  }

  @Test
  void daysMayBeCountedFrom1904() {
    assertThat(
            passes(
                "A1",
                Xlsx.of("S", "A1 n 43465 yyyy-mm-dd").from1904(),
                Xlsx.of("S", "A1 n 44927 yyyy-mm-dd")))
        .isTrue();
  }

  // 7. What does not count.

  @Test
  void formatsOtherCellsAndOtherSheetsDoNotCount() {
    Xlsx gold = Xlsx.of("S", "A1 n 1 0.00", "B1 n 1").and("T", "A1 n 1");

    assertThat(passes("A1", Xlsx.of("S", "A1 n 1", "B1 n 2").and("U", "A1 n 2"), gold)).isTrue();
  }

  private boolean same(String left, String right) {
    return passes("A1", Xlsx.of("S", cell(left)), Xlsx.of("S", cell(right)));
  }

  private static String cell(String value) {
    return value == null || value.isBlank() ? "A1" : "A1 " + value;
  }

  private boolean passes(String range, Xlsx is, Xlsx should) {
    return judged(range, is, should).passed();
  }

  private CheckResult judged(String range, Xlsx is, Xlsx should) {
    Path gold = should.write(folder.resolve("gold.xlsx"));
    if (is != null) {
      var unused = is.write(folder.resolve("output.xlsx"));
    }
    String options =
        "{\"compare\": \"published\", \"range\": \"" + range.replace("\"", "\\\"") + "\"}";
    return new SpreadsheetCells()
        .check(
            new Check("spreadsheet", "output.xlsx", null, gold.toString(), options),
            new Output(List.of(), "", List.of(), folder));
  }
}
