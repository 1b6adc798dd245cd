package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a number format makes of a number, as openpyxl 3.0 sees it. */
enum Display {
  PLAIN,
  /** A date, or a time of day when it is from 0 to 1. */
  DATE,
  DURATION;

  /** Those of the formats without a code of their own that show times. */
  private static final Map<Integer, String> BUILT_IN =
      Map.ofEntries(
          Map.entry(14, "mm-dd-yy"),
          Map.entry(15, "d-mmm-yy"),
          Map.entry(16, "d-mmm"),
          Map.entry(17, "mmm-yy"),
          Map.entry(18, "h:mm AM/PM"),
          Map.entry(19, "h:mm:ss AM/PM"),
          Map.entry(20, "h:mm"),
          Map.entry(21, "h:mm:ss"),
          Map.entry(22, "m/d/yy h:mm"),
          Map.entry(45, "mm:ss"),
          Map.entry(46, "[h]:mm:ss"),
          Map.entry(47, "mmss.0"));

  private static final Pattern NO_PART_OF_A_DATE =
      Pattern.compile("\".*?\"|\\[(?!hh?]|mm?]|ss?])[^\\]]*]");

  /** One letter of a date, but not as the first character, nor behind a backslash. */
  private static final Pattern DATE_LETTER = Pattern.compile("[^\\\\][dmhysDMHYS]", Pattern.DOTALL);

  private static final Pattern ELAPSED =
      Pattern.compile("\\[(?:hh?|mm?|ss?)]", Pattern.CASE_INSENSITIVE);

  /**
   * What a format shows.
   *
   * @param code its own code; null when it has none
   */
  static Display of(int formatId, @Nullable String code) {
    String all = code == null ? BUILT_IN.getOrDefault(formatId, "") : code;
    String first = all.split(";", 2)[0];
    if (!DATE_LETTER.matcher(NO_PART_OF_A_DATE.matcher(first).replaceAll("")).find()) {
      return PLAIN;
    }
    return ELAPSED.matcher(first).find() ? DURATION : DATE;
  }
}
