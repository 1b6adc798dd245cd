package dev.trace2skill.adapter.evaluator.spreadsheet;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The comparison behind SpreadsheetBench's figures. All parts of the range must agree; the first
 * cell that does not ends it, and so does whatever the published program would stumble over.
 */
final class Published {

  private static final Pattern ONE_CELL = Pattern.compile("\\$?[A-Za-z]{1,3}\\$?[0-9]+");

  /** Columns of more letters have no name. */
  private static final int LAST_COLUMN = 18_278;

  private static final int ROWS_OF_NOTHING = 1000;

  private final Workbook is;
  private final Workbook should;
  private final Map<String, Sheet> sheets = new HashMap<>();

  private Published(Workbook is, Workbook should) {
    this.is = is;
    this.should = should;
  }

  /** A difference, or what the published program stumbles over. */
  private static final class Mismatch extends Exception {
    Mismatch(String message) {
      super(message);
    }
  }

  static CheckResult result(Check check, String range, Workbook is, Workbook should)
      throws WorkbookException {
    Published comparison = new Published(is, should);
    try {
      for (String part : range.split(",", -1)) {
        comparison.part(PythonText.strip(part));
      }
      return CheckResult.passed(check);
    } catch (Mismatch e) {
      return CheckResult.failed(check, String.valueOf(e.getMessage()));
    }
  }

  private void part(String part) throws Mismatch, WorkbookException {
    String range = part;
    String name = should.names().isEmpty() ? "" : should.names().get(0);
    if (part.contains("!")) {
      String[] halves = part.split("!", -1);
      if (halves.length != 2) {
        throw new Mismatch("the range '%s' has more than one sheet".formatted(part));
      }
      name = PythonText.strip(halves[0], '\'');
      range = halves[1];
    }
    if (!is.names().contains(name)) {
      throw new Mismatch("there is no sheet '" + name + "'");
    }
    if (!should.names().contains(name)) {
      throw new Mismatch("the right workbook has no sheet '" + name + "'");
    }
    Sheet gold = sheet(name, true);
    Block block = block(PythonText.strip(range, '\''), gold);
    if (block.isEmpty()) {
      return;
    }
    if (block.firstColumn() < 1
        || block.lastColumn() > LAST_COLUMN
        || block.firstRow() < 1
        || block.lastRow() > Sheet.MOST_ROWS) {
      throw new Mismatch("the range '%s' has cells that cannot be".formatted(range));
    }
    compare(name, block, sheet(name, false), gold);
    // Looking at cells makes them: what is looked at later has more rows.
    sheets.put(
        "should " + name,
        new Sheet(
            gold.cells(),
            Math.max(gold.lastRow(), block.lastRow()),
            Math.max(gold.lastColumn(), block.lastColumn()),
            gold.from1904()));
  }

  private static void compare(String name, Block block, Sheet is, Sheet should) throws Mismatch {
    for (long place : Sheet.places(List.of(is, should), block)) {
      CellValue left = is.at(place);
      CellValue right = should.at(place);
      if (!Normal.of(left, is.from1904()).same(Normal.of(right, should.from1904()))) {
        throw new Mismatch(
            "%s!%s is %s and should be %s".formatted(name, Sheet.name(place), left, right));
      }
    }
  }

  private Sheet sheet(String name, boolean right) throws Mismatch, WorkbookException {
    String key = (right ? "should " : "is ") + name;
    Sheet known = sheets.get(key);
    if (known != null) {
      return known;
    }
    Optional<Sheet> read = (right ? should : is).sheet(name);
    if (read.isEmpty()) {
      throw new Mismatch("the sheet '" + name + "' has no cells");
    }
    sheets.put(key, read.get());
    return read.get();
  }

  /** Small letters stand for columns far to the right, and a range the wrong way round is empty. */
  private static Block block(String range, Sheet gold) throws Mismatch {
    if (!range.contains(":")) {
      if (!ONE_CELL.matcher(range).matches()) {
        throw new Mismatch("'%s' is no cell".formatted(range));
      }
      String cell = range.replace("$", "");
      int row = PythonText.digits(cell);
      int column = SheetXml.column(cell.replaceAll("[0-9]", ""));
      return new Block(row, column, row, column);
    }
    String[] ends = range.split(":", -1);
    if (ends.length != 2) {
      throw new Mismatch("the range '%s' has more than two ends".formatted(range));
    }
    String firstRow = rowOf(ends[0]);
    String lastRow = rowOf(ends[1]);
    String firstColumn = columnOf(ends[0]);
    String lastColumn = columnOf(ends[1]);
    int rows = gold.lastRow() == 0 ? ROWS_OF_NOTHING : gold.lastRow();
    return new Block(
        firstRow.isEmpty() ? 1 : PythonText.digits(firstRow),
        firstColumn.isEmpty() ? 1 : column(firstColumn),
        lastRow.isEmpty() ? rows : PythonText.digits(lastRow),
        lastColumn.isEmpty() ? gold.lastColumn() : column(lastColumn));
  }

  private static String rowOf(String end) {
    return only(end, true);
  }

  private static String columnOf(String end) {
    return only(end, false);
  }

  private static String only(String end, boolean digits) {
    StringBuilder kept = new StringBuilder();
    end.codePoints().filter(c -> PythonText.isDigit(c) == digits).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static int column(String characters) {
    long number = 0;
    for (int c : characters.codePoints().toArray()) {
      number = number * 26 + (c - 'A' + 1);
      number = Math.max(-1_000_000, Math.min(1_000_000_000, number));
    }
    return (int) number;
  }
}
