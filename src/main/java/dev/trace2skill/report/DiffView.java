package dev.trace2skill.report;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRow.Tag;
import com.github.difflib.text.DiffRowGenerator;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Two versions of a skill side by side.
 *
 * @param changes how many lines went and came, in words
 */
record DiffView(String title, String changes, List<File> files) {

  private static final int CONTEXT = 2;
  private static final int MOST_ROWS = 1_500;
  private static final int LONGEST_LINE = 2_000;

  /** Private characters that stand for tags until everything else is escaped. */
  private static final String OPEN = "\uE000";

  private static final String CLOSE = "\uE001";

  private static final DiffRowGenerator ROWS =
      DiffRowGenerator.create()
          .showInlineDiffs(true)
          .inlineDiffByWord(true)
          .reportLinesUnchanged(true)
          .lineNormalizer(line -> line)
          .oldTag(open -> open ? OPEN : CLOSE)
          .newTag(open -> open ? OPEN : CLOSE)
          .build();

  /** One file that is different. */
  record File(String path, List<Row> rows) {}

  /**
   * A line on both sides.
   *
   * @param kind same, insert, delete, change or gap
   * @param gap how many equal lines are left out here; empty for none
   */
  record Row(
      String kind,
      String oldNumber,
      String oldHtml,
      String newNumber,
      String newHtml,
      String gap) {}

  /** What is different between two skills; no files when nothing is. */
  static DiffView of(String title, Skill before, Skill after) {
    TreeSet<String> paths = new TreeSet<>();
    before.files().stream().map(SkillFile::path).forEach(paths::add);
    after.files().stream().map(SkillFile::path).forEach(paths::add);
    List<File> files = new ArrayList<>();
    long came = 0;
    long went = 0;
    for (String path : paths) {
      List<String> old = lines(before.file(path).orElse(""));
      List<String> now = lines(after.file(path).orElse(""));
      if (old.equals(now)) {
        continue;
      }
      List<DiffRow> rows = ROWS.generateDiffRows(old, now);
      came += rows.stream().filter(r -> r.getTag() == Tag.INSERT).count();
      went += rows.stream().filter(r -> r.getTag() == Tag.DELETE).count();
      long changed = rows.stream().filter(r -> r.getTag() == Tag.CHANGE).count();
      came += changed;
      went += changed;
      files.add(new File(path, shown(rows)));
    }
    return new DiffView(title, "+" + came + " \u2212" + went, files);
  }

  private static List<String> lines(String text) {
    return SafeText.visible(text)
        .replace(OPEN, "[U+E000]")
        .replace(CLOSE, "[U+E001]")
        .lines()
        .map(line -> SafeText.cut(line, LONGEST_LINE))
        .toList();
  }

  private static List<Row> shown(List<DiffRow> rows) {
    List<Row> shown = new ArrayList<>();
    int oldNumber = 0;
    int newNumber = 0;
    int left = 0;
    for (int i = 0; i < rows.size(); i++) {
      DiffRow row = rows.get(i);
      boolean inOld = row.getTag() != Tag.INSERT;
      boolean inNew = row.getTag() != Tag.DELETE;
      oldNumber += inOld ? 1 : 0;
      newNumber += inNew ? 1 : 0;
      if (!isNear(rows, i) || shown.size() >= MOST_ROWS) {
        left++;
        continue;
      }
      if (left > 0) {
        shown.add(gap(left));
        left = 0;
      }
      shown.add(
          new Row(
              kind(row.getTag()),
              inOld ? Integer.toString(oldNumber) : "",
              inOld ? html(row.getOldLine(), "del") : "",
              inNew ? Integer.toString(newNumber) : "",
              inNew ? html(row.getNewLine(), "ins") : "",
              ""));
    }
    if (left > 0) {
      shown.add(gap(left));
    }
    return shown;
  }

  private static boolean isNear(List<DiffRow> rows, int at) {
    return rows.subList(Math.max(0, at - CONTEXT), Math.min(rows.size(), at + CONTEXT + 1)).stream()
        .anyMatch(row -> row.getTag() != Tag.EQUAL);
  }

  private static Row gap(int left) {
    return new Row("gap", "", "", "", "", Words.count(left, "line", "lines"));
  }

  private static String kind(Tag tag) {
    return switch (tag) {
      case EQUAL -> "same";
      case INSERT -> "insert";
      case DELETE -> "delete";
      case CHANGE -> "change";
    };
  }

  private static String html(String line, String element) {
    return SafeText.html(line)
        .replace(OPEN, "<" + element + ">")
        .replace(CLOSE, "</" + element + ">");
  }
}
