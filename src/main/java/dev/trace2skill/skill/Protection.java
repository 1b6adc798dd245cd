package dev.trace2skill.skill;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;

/**
 * The parts of a file that no edit may change: sections that the conf names, and what stands
 * between the lines {@code <!-- protected -->} and {@code <!-- /protected -->}. A region that is
 * not closed goes on to the end of the file; marks inside a code fence are none.
 */
final class Protection {

  private static final Pattern MARK = Pattern.compile("<!--\\s*(/?)protected\\s*-->");

  /** A protected text and how to speak of it. */
  private record Part(String name, String text) {}

  private Protection() {}

  /** Refuses a change of protected text, and a new text that would protect itself. */
  static void check(String file, Document before, Document after, EditRules rules)
      throws EditRejected {
    List<Part> old = parts(before, rules);
    List<Part> now = parts(after, rules);
    for (int i = 0; i < old.size(); i++) {
      if (i >= now.size() || !old.get(i).text().equals(now.get(i).text())) {
        throw new EditRejected("%s of %s is protected".formatted(old.get(i).name(), file));
      }
    }
    if (now.size() > old.size()) {
      throw new EditRejected(
          "%s of %s would be protected".formatted(now.get(old.size()).name(), file));
    }
  }

  private static List<Part> parts(Document document, EditRules rules) {
    List<Part> parts = new ArrayList<>();
    for (String title : rules.protectedSections()) {
      for (Section section : document.named(title)) {
        String name = "section \"" + document.path(section) + "\"";
        parts.add(new Part(name, text(document, section.lines()).stripTrailing()));
      }
    }
    for (LineRange region : regions(document)) {
      String name = "the region from line " + region.start() + " to " + region.end();
      parts.add(new Part(name, text(document, region).stripTrailing()));
    }
    return parts;
  }

  private static String text(Document document, LineRange range) {
    Lines lines = document.index();
    return document.render().substring(lines.start(range.start()), lines.next(range.end()));
  }

  /** Marked regions, their marks included. */
  static List<LineRange> regions(Document document) {
    List<LineRange> regions = new ArrayList<>();
    int open = 0;
    for (int line : markLines(document)) {
      boolean closes = mark(document, line).group(1).equals("/");
      if (open == 0 && !closes) {
        open = line;
      } else if (open > 0 && closes) {
        regions.add(new LineRange(open, line));
        open = 0;
      }
    }
    if (open > 0) {
      regions.add(new LineRange(open, document.index().count()));
    }
    return regions;
  }

  private static List<Integer> markLines(Document document) {
    List<Integer> found = new ArrayList<>();
    AbstractVisitor visitor =
        new AbstractVisitor() {
          @Override
          public void visit(HtmlBlock html) {
            LineRange range = document.linesOf(html);
            for (int line = range.start(); line <= range.end(); line++) {
              if (mark(document, line).reset().find()) {
                found.add(line);
              }
            }
          }
        };
    document.blocks().forEach(b -> b.accept(visitor));
    return found;
  }

  private static Matcher mark(Document document, int line) {
    Matcher matcher = MARK.matcher(document.index().text(line));
    matcher.find();
    return matcher;
  }
}
