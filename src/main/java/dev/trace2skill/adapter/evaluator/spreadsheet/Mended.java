package dev.trace2skill.adapter.evaluator.spreadsheet;

import dev.trace2skill.adapter.evaluator.spreadsheet.CellValue.Kind;
import dev.trace2skill.adapter.evaluator.spreadsheet.Comparison.Wanted;
import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The comparison of what a reader sees; of no use afterwards. */
final class Mended {

  private static final int MOST_SHOWN = 20;

  /** Half a second, and what is lost in days. */
  private static final double SAME_TIME = 0.51 / 86_400;

  private static final Sheet NOTHING = new Sheet(new TreeMap<>(), 1, 1, false);

  private final Wanted wanted;
  private final Workbook is;
  private final Workbook should;
  private final Map<String, Sheet> sheets = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private int compared;
  private int wrong;

  Mended(Wanted wanted, Workbook is, Workbook should) {
    this.wanted = wanted;
    this.is = is;
    this.should = should;
  }

  /** Scored by the share of cells, among those that hold something, that are right. */
  CheckResult result(Check check) throws WorkbookException {
    for (CellRange range : CellRange.all(wanted.range())) {
      Optional<String> gold = find(should, range.sheet());
      Optional<Sheet> right = gold.isEmpty() ? gold.map(x -> NOTHING) : sheet(should, gold.get());
      if (gold.isEmpty() || right.isEmpty()) {
        return CheckResult.undecided(
            check, "the right workbook has no cells for '%s'".formatted(range.text()));
      }
      compare(range, gold.get(), right.get());
    }
    if (wrong > MOST_SHOWN) {
      differences.add("and %d more cells".formatted(wrong - MOST_SHOWN));
    }
    return CheckResult.of(check, (double) (compared - wrong) / Math.max(1, compared), differences);
  }

  private void compare(CellRange range, String name, Sheet right) throws WorkbookException {
    Optional<String> left =
        is.names().contains(name) ? Optional.of(name) : find(is, Optional.of(name));
    Optional<Sheet> found = left.isEmpty() ? Optional.empty() : own(left.get());
    if (found.isEmpty()) {
      wrong++;
      compared++;
      differences.add("there is no sheet '" + name + "' that can be read");
      return;
    }
    Sheet own = found.get();
    Block block = range.block(own, right);
    for (long place : Sheet.places(List.of(own, right), block)) {
      compared++;
      if (!same(own.at(place), own.from1904(), right.at(place), right.from1904())) {
        wrong++;
        if (differences.size() < MOST_SHOWN) {
          differences.add(
              "%s!%s is %s and should be %s"
                  .formatted(name, Sheet.name(place), own.at(place), right.at(place)));
        }
      }
    }
  }

  /** A sheet of what the run left, which may be broken. */
  private Optional<Sheet> own(String name) {
    try {
      return sheet(is, name);
    } catch (WorkbookException e) {
      return Optional.empty();
    }
  }

  private Optional<Sheet> sheet(Workbook workbook, String name) throws WorkbookException {
    String key = (workbook.equals(is) ? "is " : "should ") + name;
    if (!sheets.containsKey(key)) {
      Optional<Sheet> read = workbook.sheet(name);
      if (read.isEmpty()) {
        return read;
      }
      sheets.put(key, read.get());
    }
    return Optional.ofNullable(sheets.get(key));
  }

  /** By its name, then by its name in whatever case; without one the sheet that is meant. */
  private Optional<String> find(Workbook workbook, Optional<String> name) {
    List<String> names = workbook.names();
    if (name.isEmpty()) {
      return names.contains(wanted.sheet())
          ? Optional.of(wanted.sheet())
          : names.stream().findFirst();
    }
    return names.contains(name.get())
        ? name
        : names.stream().filter(n -> folded(n).equals(folded(name.get()))).findFirst();
  }

  private static String folded(String name) {
    return PythonText.strip(name).toLowerCase(Locale.ROOT);
  }

  private static boolean same(
      CellValue is, boolean from1904, CellValue should, boolean shouldFrom1904) {
    if (is.isEmpty() || should.isEmpty()) {
      return is.isEmpty() && should.isEmpty();
    }
    if (is.kind() == Kind.BOOLEAN || should.kind() == Kind.BOOLEAN) {
      return is.kind() == should.kind() && is.number() == should.number();
    }
    OptionalDouble left = number(is, from1904);
    OptionalDouble right = number(should, shouldFrom1904);
    if (left.isPresent() && right.isPresent()) {
      boolean time = isTime(is) || isTime(should);
      return time
          ? Math.abs(left.getAsDouble() - right.getAsDouble()) <= SAME_TIME
          : Normal.of(CellValue.number(left.getAsDouble(), Display.PLAIN), false)
              .same(Normal.of(CellValue.number(right.getAsDouble(), Display.PLAIN), false));
    }
    return left.isEmpty() && right.isEmpty() && text(is).equals(text(should));
  }

  private static boolean isTime(CellValue value) {
    return value.kind() == Kind.ISO || value.display() != Display.PLAIN;
  }

  private static OptionalDouble number(CellValue value, boolean from1904) {
    return switch (value.kind()) {
      case NUMBER ->
          OptionalDouble.of(
              from1904 && value.display() == Display.DATE && value.number() >= 1
                  ? value.number() + Serials.DAYS_TO_1904
                  : value.number());
      case ISO -> OptionalDouble.of(Iso.of(value.text()).serial());
      case TEXT -> PythonText.number(value.text()).stream().filter(Double::isFinite).findFirst();
      case EMPTY, BOOLEAN, ERROR -> OptionalDouble.empty();
    };
  }

  private static String text(CellValue value) {
    return value.text().replace("_x000D_", "").replace("\r", "");
  }
}
