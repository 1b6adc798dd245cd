package dev.trace2skill.consolidate.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What of a Markdown text is not a matter of wording.
 *
 * @param code spans and blocks of code, HTML, words that look like identifiers or options, and what
 *     stands in double quotes
 * @param numbers in figures and in words, those in code included
 * @param links where links and images lead
 * @param headings their levels and words
 * @param blocks the kinds of blocks that it is made of
 * @param negations how many words deny or forbid something
 */
record Marks(
    Set<String> code,
    Set<String> numbers,
    Set<String> links,
    List<String> headings,
    Set<String> blocks,
    long negations) {

  private static final Parser PARSER = Parser.builder().build();

  private static final Pattern IDENTIFIER =
      Pattern.compile("\\b\\w+_\\w+|\\b[a-z]+[A-Z]\\w*|(?<!\\S)--?[a-z][a-z-]*|\"[^\"\\n]{1,80}\"");

  private static final Pattern NUMBER =
      Pattern.compile(
          "\\d+(?:[.,:/-]\\d+)*|(?i)\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven"
              + "|twelve|twenty|thirty|forty|fifty|hundred|thousand|twice|half)\\b");

  private static final Pattern NEGATION =
      Pattern.compile(
          "(?i)\\b(?:not|never|no|none|nothing|nor|neither|without|cannot|avoid|unless|except)\\b"
              + "|\\w+n['\u2019]t\\b");

  static Marks of(String markdown) {
    Collector all = new Collector();
    PARSER.parse(markdown).accept(all);
    String prose = all.prose.toString();
    found(IDENTIFIER, prose).forEach(all.code::add);
    Set<String> numbers = new TreeSet<>();
    found(NUMBER, prose + "\n" + String.join("\n", all.code)).forEach(numbers::add);
    return new Marks(
        all.code,
        numbers,
        all.links,
        List.copyOf(all.headings),
        all.blocks,
        NEGATION.matcher(prose).results().count());
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(s -> pattern == NUMBER ? s.toLowerCase(Locale.ROOT) : s)
        .toList();
  }

  /** Walks through a text once. */
  private static final class Collector extends AbstractVisitor {

    private final Set<String> code = new TreeSet<>();
    private final Set<String> links = new TreeSet<>();
    private final Set<String> blocks = new TreeSet<>();
    private final List<String> headings = new ArrayList<>();
    private final StringBuilder prose = new StringBuilder();

    @Override
    protected void visitChildren(Node parent) {
      if (parent instanceof Block && parent.getParent() != null) {
        blocks.add(parent.getClass().getSimpleName());
        prose.append('\n');
      }
      super.visitChildren(parent);
    }

    @Override
    public void visit(Heading heading) {
      int from = prose.length();
      visitChildren(heading);
      headings.add(heading.getLevel() + " " + prose.substring(from).strip());
    }

    @Override
    public void visit(Text text) {
      prose.append(text.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      prose.append(' ');
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
      prose.append(' ');
    }

    @Override
    public void visit(Code span) {
      add(span, span.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
      add(html, html.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock block) {
      add(block, block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      add(block, block.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      add(html, html.getLiteral());
    }

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      links.add(image.getDestination());
      visitChildren(image);
    }

    private void add(Node node, String literal) {
      code.add(literal.strip());
      prose.append(" ` ");
      visitChildren(node);
    }
  }
}
