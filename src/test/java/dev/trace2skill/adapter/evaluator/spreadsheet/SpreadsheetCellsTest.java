package dev.trace2skill.adapter.evaluator.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.CheckEvaluatorContract;
import dev.trace2skill.spi.CheckResult;
import dev.trace2skill.spi.CheckResult.Verdict;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mended comparison, and what hostile workbooks come to in either. */
class SpreadsheetCellsTest extends CheckEvaluatorContract {

  private static final Xlsx GOLD =
      Xlsx.of("Data", "A1 s total", "A2 n 12.345", "B2 b 1").and("It's a, b", "C3 n 7");

  private Xlsx gold = GOLD;
  private String range = "A1:B2";
  private String options = "";

  @Override
  protected CheckEvaluator evaluator() {
    return new SpreadsheetCells();
  }

  @Override
  protected Check check() {
    return new Check(
        "spreadsheet",
        "out/book.xlsx",
        null,
        gold.write(folder.resolve("gold.xlsx")).toUri().toString(),
        "{\"range\": \"%s\"%s}".formatted(range, options));
  }

  @Override
  protected void putRight(Path target) {
    var unused = gold.write(target);
  }

  @Override
  protected void putWrong(Path target) {
    var unused = Xlsx.of("Data", "A1 s total", "A2 n 12.36").write(target);
  }

  @Test
  void differencesNameTheirCellsAndTheScoreIsTheShareThatIsRight() {
    CheckResult result = judged(this::putWrong);

    assertThat(result.differences())
        .containsExactly(
            "Data!A2 is 12.36 and should be 12.345", "Data!B2 is empty and should be TRUE");
    assertThat(result.score()).isEqualTo(1.0 / 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1:b2",
        "B2:A1",
        "$A$1:$B$2",
        "A:B",
        "1:2",
        "A1:B",
        "'Data'!'A1:B2'",
        "data!A1:B2",
        "'Data'!'Data!A1:B2'",
        "Data'!A1:B2",
        "A1\uff1aB2",
        " \u00a0A1:A2 , B2 ",
        "A1,A2,B2"
      })
  void rangeIsTakenForWhatIsMeant(String written) {
    range = written;

    assertThat(judged(target -> GOLD.write(target)).passed()).isTrue();
    assertThat(judged(this::putWrong).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void sheetMayHaveACommaAndAQuoteInItsName() {
    range = "'It''s a, b'!C3,Data!A1";

    assertThat(judged(target -> GOLD.write(target)).passed()).isTrue();
    assertThat(judged(this::putWrong).differences())
        .containsExactly("there is no sheet 'It's a, b' that can be read");
  }

  @Test
  void sheetOfARangeWithoutOneIsTheOneThatIsMeantElseTheFirst() {
    range = "C3";
    options = ", \"sheet\": \"It's a, b\"";
    assertThat(judged(target -> GOLD.write(target)).passed()).isTrue();
    assertThat(judged(target -> Xlsx.of("It's a, b", "C3 n 8").write(target)).passed()).isFalse();

    options = ", \"sheet\": \"not there\"";
    assertThat(judged(target -> Xlsx.of("Data", "C3 n 1").write(target)).differences())
        .containsExactly("Data!C3 is 1 and should be empty");
  }

  @Test
  void rangeOfASheetThatTheRightWorkbookLacksDecidesNothing() {
    range = "Other!A1";

    assertThat(judged(target -> GOLD.write(target)).verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void openRangeReachesAsFarAsEitherWorkbookDoes() {
    range = "A:B";

    assertThat(
            judged(
                    target ->
                        Xlsx.of("Data", "A1 s total", "A2 n 12.345", "B2 b 1", "A9 n 1")
                            .write(target))
                .differences())
        .containsExactly("Data!A9 is 1 and should be empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n 1                  | b 1                    | false",
        "s 1                  | n 1                    | true",
        "s nan                | s nan                  | true",
        "n 44927.5 yyyy-mm-dd | n 44928 yyyy-mm-dd     | false",
        "n 44927.5 yyyy-mm-dd | n 44927.5              | true",
        "n 44927.5 yyyy-mm-dd | n 44927.500004 h:mm:ss | true",
        "n 0.5208912 h:mm     | n 0.5208333 h:mm       | false",
        "n 0.5 h:mm           | n 0.5                  | true",
        "n 1.5 [h]:mm         | n 1.5                  | true",
        "d 2023-01-01         | n 44927                | true",
        "n 12.3449            | n 12.34                | true",
        "s a                  | s A                    | false",
        "s a_x000D_           | s a                    | true",
        "e #N/A               | s #N/A                 | true",
        "f 1+1                | n 2                    | false"
      })
  void valuesAreComparedAsAReaderSeesThem(String left, String right, boolean same) {
    gold = Xlsx.of("Data", "A1 " + right);
    range = "A1";

    assertThat(judged(target -> Xlsx.of("Data", "A1 " + left).write(target)).passed())
        .isEqualTo(same);
  }

  @Test
  void formulaThatWasNeverComputedIsNamedAsSuch() {
    gold = Xlsx.of("Data", "A1 n 2");
    range = "A1";

    assertThat(judged(target -> Xlsx.of("Data", "A1 f 1+1").write(target)).differences())
        .containsExactly("Data!A1 is a formula without a computed value and should be 2");
  }

  @Test
  void rangeThatIsNoneIsAProblem() {
    for (String wrong : new String[] {"", "A", "A1:B2:C3", "S!", "A1,x y", "A0"}) {
      range = wrong;
      assertThat(evaluator().problems(check())).as(wrong).isNotEmpty();
    }
    range = "A1";
    options = ", \"compare\": \"official\"";
    assertThat(evaluator().problems(check()))
        .containsExactly("unknown comparison 'official'; known: mended, published");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xl/worksheets/sheet1.xml", "[Content_Types].xml", "docProps/core.xml"})
  void workbookThatUnpacksToFarMoreThanItIsIsRefused(String part) throws IOException {
    Path bomb = folder.resolve("bomb.xlsx");
    String start = part.endsWith("sheet1.xml") ? "<worksheet><sheetData><row><c t=\"str\"><v>" : "";
    put(GOLD.write(folder.resolve("plain.xlsx")), bomb, part, start, 30);

    for (String how : new String[] {"mended", "published"}) {
      options = ", \"compare\": \"" + how + "\"";
      assertThat(judged(target -> Files.copy(bomb, target)).verdict()).isEqualTo(Verdict.FAILED);
    }
  }

  @Test
  void entitiesOfAWorkbookAreNotExpandedNorFilesRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "total");
    Path book = folder.resolve("entities.xlsx");
    String xml =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]><worksheet><sheetData><row><c r=\"A1\" t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>"
            .formatted(secret.toUri());
    put(GOLD.write(folder.resolve("plain.xlsx")), book, "xl/worksheets/sheet1.xml", xml, 0);

    assertThat(judged(target -> Files.copy(book, target)).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void rightWorkbookThatCannotBeReadIsNotTheRunsFault() throws IOException {
    Output output = left(target -> GOLD.write(target));
    Check check = check();
    Files.writeString(folder.resolve("gold.xlsx"), "broken");

    assertThat(evaluator().check(check, output).verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  /** Copies a workbook with one part replaced by a text and some mebibytes of blanks. */
  private static void put(Path from, Path to, String part, String start, int mebibytes)
      throws IOException {
    byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (ZipFile zip = new ZipFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.getName().equals(part)).toList()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        zip.getInputStream(entry).transferTo(out);
      }
      out.putNextEntry(new ZipEntry(part));
      out.write(start.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < mebibytes; i++) {
        out.write(blanks);
      }
    }
  }
}
