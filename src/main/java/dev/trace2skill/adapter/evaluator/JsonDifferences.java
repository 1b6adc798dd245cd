package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Compares JSON values part by part.
 *
 * @param tolerance how far numbers may be apart
 * @param more whether an object may have members that are not expected
 */
record JsonDifferences(double tolerance, boolean more) {

  private static final int MOST_SHOWN = 20;

  /** What was found so far. */
  private static final class Found {
    private final List<String> differences = new ArrayList<>();
    private int leaves;
    private int wrong;

    void differ(String difference) {
      wrong++;
      if (differences.size() < MOST_SHOWN) {
        differences.add(difference);
      }
    }
  }

  /** Scored by the share of plain values that are as expected. */
  CheckResult result(Check check, String place, JsonNode is, JsonNode should) {
    Found found = new Found();
    compare(place, is, should, found);
    int all = Math.max(1, found.leaves);
    return CheckResult.of(check, (double) (all - found.wrong) / all, found.differences);
  }

  private void compare(String place, JsonNode is, JsonNode should, Found found) {
    if (is.isObject() && should.isObject()) {
      objects(place, is, should, found);
    } else if (is.isArray() && should.isArray()) {
      arrays(place, is, should, found);
    } else {
      found.leaves++;
      if (!same(is, should)) {
        found.differ("%s is %s and should be %s".formatted(place, shown(is), shown(should)));
      }
    }
  }

  private void objects(String place, JsonNode is, JsonNode should, Found found) {
    TreeSet<String> names = new TreeSet<>();
    should.fieldNames().forEachRemaining(names::add);
    if (!more) {
      is.fieldNames().forEachRemaining(names::add);
    }
    for (String name : names) {
      compare(place + "." + name, is.path(name), should.path(name), found);
    }
  }

  private void arrays(String place, JsonNode is, JsonNode should, Found found) {
    for (int i = 0; i < Math.max(is.size(), should.size()); i++) {
      compare("%s[%d]".formatted(place, i), is.path(i), should.path(i), found);
    }
  }

  private boolean same(JsonNode is, JsonNode should) {
    if (is.isNumber() && should.isNumber()) {
      // Not by their difference alone: that of 1 and 1e999999999 has a billion digits.
      return is.decimalValue().compareTo(should.decimalValue()) == 0
          || Math.abs(is.doubleValue() - should.doubleValue()) <= tolerance;
    }
    return is.equals(should);
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : Texts.shown(value.toString());
  }
}
