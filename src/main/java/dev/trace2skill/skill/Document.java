package dev.trace2skill.skill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * A text file of a skill, seen as front matter, sections and lines. It is a view: the text itself
 * is kept, so nothing is lost or reformatted. A line that looks like a heading inside a code fence,
 * an HTML block, a quote or a list is none.
 */
public final class Document {

  /** Of whole files only the blocks count, and of those only what headings say. */
  private static final Parser BLOCKS =
      Parser.builder()
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .inlineParserFactory(HeadingText::new)
          .build();

  private static final Parser PARSER = Parser.builder().build();

  /** Between the titles of a path. */
  static final String SEPARATOR = " > ";

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String text;
  private final Lines lines;
  private final boolean markdown;
  private final int headLines;
  private final List<Node> blocks;
  private final List<Section> sections;
  private @Nullable Boolean openEnded;

  private Document(String text, boolean markdown, boolean headed) {
    this.text = text;
    this.markdown = markdown;
    lines = Lines.of(text);
    headLines = headed ? frontMatterLines(lines) : 0;
    blocks = markdown ? children(BLOCKS.parse(body())) : List.of();
    sections = sectionsOf(blocks);
  }

  /** A Markdown text, with or without front matter. */
  public static Document parse(String text) {
    return new Document(text, true, true);
  }

  /** A file, which has sections only if it is Markdown: in a script {@code # x} is a comment. */
  public static Document of(String path, String text) {
    boolean markdown = path.toLowerCase(Locale.ROOT).endsWith(".md");
    return new Document(text, markdown, markdown);
  }

  /** A piece of Markdown, in which a first line of dashes is a rule and no front matter. */
  static Document fragment(String text) {
    return new Document(text, true, false);
  }

  /** The text, as it was parsed. */
  public String render() {
    return text;
  }

  /** The lines without their line endings. */
  public List<String> lines() {
    return lines.texts();
  }

  /** Sections in the order of their headings; a section comes before those inside it. */
  public List<Section> sections() {
    return sections;
  }

  /** The YAML between the two lines of dashes at the top. */
  public Optional<String> frontMatter() {
    return headLines == 0
        ? Optional.empty()
        : Optional.of(text.substring(lines.next(1), lines.start(headLines)));
  }

  /** What follows the front matter, without a byte order mark. */
  public String body() {
    if (headLines == 0 && text.startsWith(BYTE_ORDER_MARK)) {
      return text.substring(1);
    }
    return text.substring(headLines == 0 ? 0 : lines.next(headLines));
  }

  /**
   * Sections with a title, which may be given with its number signs and markup. Case counts only
   * when it tells two sections apart. A title that no section has may be a path.
   */
  public List<Section> named(String title) {
    List<Section> found = titled(title);
    int cut = title.lastIndexOf(SEPARATOR);
    if (!found.isEmpty() || cut < 0) {
      return found;
    }
    List<Section> parents = named(title.substring(0, cut));
    return titled(title.substring(cut + SEPARATOR.length())).stream()
        .filter(s -> parent(s).filter(parents::contains).isPresent())
        .toList();
  }

  /** The titles from the highest section around it down to the section's own. */
  public String path(Section section) {
    return parent(section).map(p -> path(p) + SEPARATOR).orElse("") + section.title();
  }

  /** The section that a section is directly in. */
  Optional<Section> parent(Section section) {
    return sections.stream()
        .filter(s -> s.level() < section.level())
        .filter(s -> s.lines().start() < section.lines().start())
        .filter(s -> section.lines().end() <= s.lines().end())
        .reduce((outer, inner) -> inner);
  }

  private List<Section> titled(String title) {
    String bare = title.strip().replaceFirst("^#{1,6}(?=\\s|$)", "").strip();
    String plain = bare.isEmpty() ? "" : PlainText.of(PARSER.parse("# " + bare));
    String folded = PlainText.fold(title);
    if (plain.isEmpty()) {
      return List.of();
    }
    List<Section> exact =
        sections.stream().filter(s -> s.title().equals(plain) || s.title().equals(folded)).toList();
    return exact.isEmpty()
        ? sections.stream().filter(s -> s.title().equalsIgnoreCase(plain)).toList()
        : exact;
  }

  Lines index() {
    return lines;
  }

  /** Lines of the front matter, both lines of dashes included; 0 when there is none. */
  int headLines() {
    return headLines;
  }

  /** Lines of the body that a block or a piece of a line stands on. */
  LineRange linesOf(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    return new LineRange(
        headLines + spans.get(0).getLineIndex() + 1,
        headLines + spans.get(spans.size() - 1).getLineIndex() + 1);
  }

  boolean isMarkdown() {
    return markdown;
  }

  /** Blocks of the body that are not inside another block. */
  List<Node> blocks() {
    return blocks;
  }

  /** The block whose last line is the given one. */
  Optional<Node> blockEndingAt(int line) {
    return blocks.stream()
        .filter(b -> !b.getSourceSpans().isEmpty() && linesOf(b).end() == line)
        .findFirst();
  }

  /** The heading that a line belongs to. */
  Optional<Section> headingAt(int line) {
    return sections.stream()
        .filter(s -> s.heading().start() <= line && line <= s.heading().end())
        .findFirst();
  }

  /** Whether text added at the end would end up inside a code fence or an HTML block. */
  boolean isOpenEnded() {
    Boolean known = openEnded;
    if (known == null) {
      known = markdown && endsOpen(rest());
      openEnded = known;
    }
    return known;
  }

  /** The last block, by itself: what stands before it does not change how it ends. */
  private String rest() {
    if (blocks.isEmpty() || blocks.get(blocks.size() - 1).getSourceSpans().isEmpty()) {
      return body();
    }
    return text.substring(lines.start(linesOf(blocks.get(blocks.size() - 1)).start()));
  }

  private static boolean endsOpen(String rest) {
    Node last = PARSER.parse(rest + "\n\nend").getLastChild();
    boolean ownParagraph =
        last instanceof Paragraph
            && last.getFirstChild() instanceof Text t
            && t.getLiteral().equals("end")
            && t.getNext() == null;
    return !ownParagraph;
  }

  private static int frontMatterLines(Lines lines) {
    if (lines.count() == 0 || !lines.text(1).replace(BYTE_ORDER_MARK, "").matches("---[ \t]*")) {
      return 0;
    }
    for (int line = 2; line <= lines.count(); line++) {
      if (lines.text(line).matches("---[ \t]*")) {
        return line;
      }
    }
    return 0;
  }

  private List<Section> sectionsOf(List<Node> nodes) {
    List<Heading> headings =
        nodes.stream().filter(Heading.class::isInstance).map(Heading.class::cast).toList();
    List<Section> found = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      Heading heading = headings.get(i);
      int end =
          headings.stream()
              .skip(i + 1L)
              .filter(h -> h.getLevel() <= heading.getLevel())
              .findFirst()
              .map(h -> linesOf(h).start() - 1)
              .orElse(lines.count());
      LineRange own = linesOf(heading);
      found.add(
          new Section(
              PlainText.of(heading), heading.getLevel(), own, new LineRange(own.start(), end)));
    }
    return List.copyOf(found);
  }

  private static List<Node> children(Node parent) {
    List<Node> all = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNext()) {
      all.add(n);
    }
    return List.copyOf(all);
  }

  /** Parses what headings say, and leaves all other text unread. */
  private record HeadingText(InlineParserContext context) implements InlineParser {

    @Override
    public void parse(SourceLines content, Node block) {
      if (block instanceof Heading) {
        new InlineParserImpl(context).parse(content, block);
      }
    }
  }
}
