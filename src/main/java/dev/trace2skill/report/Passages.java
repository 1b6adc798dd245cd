package dev.trace2skill.report;

import dev.trace2skill.model.SkillLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Cuts a file of a skill into passages that came from one place each. */
final class Passages {

  private static final Parser BLOCKS =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

  private static final String DASHES = "---[ \t]*";

  private Passages() {}

  /**
   * Consecutive lines of one origin.
   *
   * @param lessonId the lesson that wrote them; null when they stood in the base, or are headings
   * @param html how they look
   */
  record Passage(int firstLine, int lastLine, @Nullable String lessonId, String html) {}

  /**
   * The passages of a file.
   *
   * @param lines all lines of it, in order
   */
  static List<Passage> of(List<SkillLine> lines) {
    String path = lines.get(0).file();
    List<String> texts = lines.stream().map(SkillLine::text).toList();
    boolean markdown = path.toLowerCase(Locale.ROOT).endsWith(".md");
    int head = markdown ? headLines(texts) : texts.size();
    boolean[] inside = markdown ? insideFences(texts, head) : new boolean[texts.size()];
    List<Passage> passages = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= lines.size(); i++) {
      if (i == lines.size()
          || i == head
          || !Objects.equals(lines.get(i).lessonId(), lines.get(start).lessonId())) {
        add(passages, lines, start, i, start < head || inside[start]);
        start = i;
      }
    }
    return passages;
  }

  /** A lesson that opens a section did not think of its heading: that stands by itself. */
  private static void add(
      List<Passage> passages, List<SkillLine> lines, int start, int end, boolean verbatim) {
    int body = start;
    String lesson = lines.get(start).lessonId();
    while (lesson != null && !verbatim && body < end && isHeadingOrBlank(lines.get(body).text())) {
      body++;
    }
    add(passages, lines, start, body, null, verbatim);
    add(passages, lines, body, end, lesson, verbatim);
  }

  private static void add(
      List<Passage> passages,
      List<SkillLine> lines,
      int start,
      int end,
      @Nullable String lesson,
      boolean verbatim) {
    String text =
        lines.subList(start, end).stream().map(SkillLine::text).collect(Collectors.joining("\n"));
    if (!text.isBlank()) {
      passages.add(
          new Passage(
              lines.get(start).lineNumber(),
              lines.get(end - 1).lineNumber(),
              lesson,
              verbatim ? Markdown.verbatim(text) : Markdown.html(text)));
    }
  }

  private static boolean isHeadingOrBlank(String line) {
    return line.isBlank() || line.matches("#{1,6}\\s.*");
  }

  /** Lines of the front matter, both lines of dashes included; 0 when there is none. */
  private static int headLines(List<String> lines) {
    if (!lines.get(0).matches(DASHES)) {
      return 0;
    }
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).matches(DASHES)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** For each line whether it is part of a code fence that an earlier line opened. */
  private static boolean[] insideFences(List<String> lines, int head) {
    boolean[] inside = new boolean[lines.size()];
    Node document = BLOCKS.parse(String.join("\n", lines.subList(head, lines.size())));
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock fence) {
            List<SourceSpan> spans = fence.getSourceSpans();
            for (int i = 1; i < spans.size(); i++) {
              inside[head + spans.get(i).getLineIndex()] = true;
            }
          }
        });
    return inside;
  }
}
