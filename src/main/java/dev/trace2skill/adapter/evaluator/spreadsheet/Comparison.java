package dev.trace2skill.adapter.evaluator.spreadsheet;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How the cells of two workbooks are compared. */
enum Comparison {
  /** What a reader would call the same. */
  MENDED {
    @Override
    CheckResult compare(Check check, Wanted wanted, Workbook is, Workbook should)
        throws WorkbookException {
      return new Mended(wanted, is, should).result(check);
    }
  },
  /** What the published comparison calls the same. */
  PUBLISHED {
    @Override
    CheckResult compare(Check check, Wanted wanted, Workbook is, Workbook should)
        throws WorkbookException {
      return Published.result(check, wanted.range(), is, should);
    }
  };

  /**
   * Which cells count.
   *
   * @param range blocks of cells with commas between, each perhaps behind a sheet's name
   * @param sheet the sheet of those without; empty for the first sheet
   */
  record Wanted(String range, String sheet) {}

  abstract CheckResult compare(Check check, Wanted wanted, Workbook is, Workbook should)
      throws WorkbookException;

  static Optional<Comparison> named(String name) {
    return Stream.of(values())
        .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
