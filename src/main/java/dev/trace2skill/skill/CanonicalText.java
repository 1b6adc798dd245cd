package dev.trace2skill.skill;

import java.text.Normalizer;
import java.util.Locale;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What a Markdown text says, without how it is set: the key by which equal lessons are found. Code
 * is kept as it is, since its case and signs carry meaning; so are numbers and negations. Texts
 * that say the same in other words stay apart.
 */
public final class CanonicalText extends AbstractVisitor {

  private static final Parser PARSER = Parser.builder().build();

  private final StringBuilder out = new StringBuilder();

  /** Where the words after the last piece of code begin: what is before them is not touched. */
  private int proseStart;

  private CanonicalText() {}

  public static String of(String markdown) {
    CanonicalText visitor = new CanonicalText();
    PARSER.parse(markdown).accept(visitor);
    String said = visitor.out.toString().strip();
    // A text of nothing but rules or link definitions has no words; it still is no other text.
    return said.isEmpty() ? PlainText.fold(markdown) : said;
  }

  @Override
  public void visit(Paragraph paragraph) {
    visitBlock(paragraph);
  }

  @Override
  public void visit(Heading heading) {
    visitBlock(heading);
  }

  @Override
  public void visit(FencedCodeBlock code) {
    appendCodeBlock(code.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    appendCodeBlock(code.getLiteral());
  }

  @Override
  public void visit(HtmlBlock html) {
    appendCodeBlock(html.getLiteral());
  }

  @Override
  public void visit(Text text) {
    appendProse(text.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak lineBreak) {
    appendProse(" ");
  }

  @Override
  public void visit(HardLineBreak lineBreak) {
    appendProse(" ");
  }

  @Override
  public void visit(Code code) {
    appendCode(code.getLiteral());
  }

  @Override
  public void visit(HtmlInline html) {
    appendCode(html.getLiteral());
  }

  @Override
  public void visit(Emphasis emphasis) {
    visitEmphasis(emphasis, emphasis.getOpeningDelimiter());
  }

  @Override
  public void visit(StrongEmphasis emphasis) {
    visitEmphasis(emphasis, emphasis.getOpeningDelimiter());
  }

  @Override
  public void visit(Link link) {
    visitChildren(link);
    appendCode("(" + link.getDestination() + ")");
  }

  @Override
  public void visit(Image image) {
    visitChildren(image);
    appendCode("(" + image.getDestination() + ")");
  }

  private void visitBlock(Node block) {
    startBlock();
    visitChildren(block);
    int end = out.length();
    while (end > proseStart && ".,;:!\u2026 ".indexOf(out.charAt(end - 1)) >= 0) {
      end--;
    }
    out.setLength(end);
  }

  /** Marks inside a word or around an identifier are signs of code that nobody put in backticks. */
  private void visitEmphasis(Node node, String delimiter) {
    boolean dunder = delimiter.equals("__") && PlainText.of(node).matches("\\w+");
    boolean kept = dunder || endsInWord(node.getPrevious()) || startsInWord(node.getNext());
    appendProse(kept ? delimiter : "");
    visitChildren(node);
    appendProse(kept ? delimiter : "");
  }

  private static boolean endsInWord(Node node) {
    return node instanceof Text t && t.getLiteral().matches("(?s).*\\w");
  }

  private static boolean startsInWord(Node node) {
    return node instanceof Text t && t.getLiteral().matches("(?s)\\w.*");
  }

  private void appendProse(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\u2018\u2019\u201a\u201b\u2032]", "'")
            .replaceAll("[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]", "\"")
            .replaceAll("[\\s\u00a0]+", " ");
    boolean afterSpace = out.length() == proseStart ? isStartOfLine() : endsWith(' ');
    out.append(afterSpace && folded.startsWith(" ") ? folded.substring(1) : folded);
  }

  private void appendCode(String literal) {
    out.append(literal);
    proseStart = out.length();
  }

  private void appendCodeBlock(String literal) {
    startBlock();
    appendCode(literal.stripTrailing());
  }

  private void startBlock() {
    if (out.length() > 0) {
      out.append('\n');
    }
    proseStart = out.length();
  }

  private boolean isStartOfLine() {
    return out.length() == 0 || endsWith('\n');
  }

  private boolean endsWith(char c) {
    return out.length() > 0 && out.charAt(out.length() - 1) == c;
  }
}
