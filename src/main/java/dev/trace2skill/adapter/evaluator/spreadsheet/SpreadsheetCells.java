package dev.trace2skill.adapter.evaluator.spreadsheet;

import dev.trace2skill.adapter.evaluator.CheckException;
import dev.trace2skill.adapter.evaluator.Comparing;
import dev.trace2skill.adapter.evaluator.Looked;
import dev.trace2skill.adapter.evaluator.Options;
import dev.trace2skill.adapter.evaluator.spreadsheet.Comparison.Wanted;
import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.nio.file.Path;

/**
 * Right is a workbook with the values of another in the cells of the option {@code range}; {@code
 * sheet} is the sheet of blocks that name none, and {@code compare} is {@code mended} or {@code
 * published}.
 */
public final class SpreadsheetCells implements Comparing<SpreadsheetCells.Settings> {

  record Settings(Wanted wanted, Comparison comparison, Path right) {}

  @Override
  public String evaluator() {
    return "spreadsheet";
  }

  @Override
  public CheckResult compared(Check check, Settings settings, Output output) throws CheckException {
    Path left = Looked.file(check, output);
    try (Workbook is = opened(left)) {
      return compared(check, settings, is);
    }
  }

  private static CheckResult compared(Check check, Settings settings, Workbook is)
      throws CheckException {
    try (Workbook should = Workbook.open(settings.right())) {
      return settings.comparison().compare(check, settings.wanted(), is, should);
    } catch (WorkbookException e) {
      String message = String.valueOf(e.getMessage());
      throw settings.comparison() == Comparison.PUBLISHED
          ? CheckException.failed("one of the workbooks " + message)
          : CheckException.undecided("one of the workbooks " + message);
    }
  }

  private static Workbook opened(Path file) throws CheckException {
    try {
      return Workbook.open(file);
    } catch (WorkbookException e) {
      throw CheckException.failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Settings wanted(Check check) throws CheckException {
    Options options = Options.of(check, "range", "sheet", "compare");
    String name = options.text("compare", "mended");
    Comparison comparison =
        Comparison.named(name)
            .orElseThrow(
                () ->
                    CheckException.undecided(
                        "unknown comparison '%s'; known: mended, published".formatted(name)));
    Wanted wanted = new Wanted(options.text("range", ""), options.text("sheet", ""));
    if (wanted.range().isBlank()) {
      throw CheckException.undecided("option 'range' is missing");
    }
    if (check.target().isEmpty()) {
      throw CheckException.undecided("the check names no workbook to look at");
    }
    if (comparison == Comparison.MENDED) {
      try {
        var unused = CellRange.all(wanted.range());
      } catch (IllegalArgumentException e) {
        throw CheckException.undecided(String.valueOf(e.getMessage()));
      }
    }
    return new Settings(wanted, comparison, Looked.expectedPath(check));
  }
}
