package dev.trace2skill.skill;

import dev.trace2skill.skill.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The pieces of a Markdown text, in its order, however it is set. */
final class MarkdownTokens extends AbstractVisitor {

  private static final Parser PARSER = Parser.builder().build();

  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder prose = new StringBuilder();

  private MarkdownTokens() {}

  static List<Token> of(String markdown) {
    MarkdownTokens visitor = new MarkdownTokens();
    PARSER.parse(markdown).accept(visitor);
    visitor.endBlock();
    return visitor.tokens;
  }

  @Override
  public void visit(Paragraph paragraph) {
    visitChildren(paragraph);
    endBlock();
  }

  @Override
  public void visit(Heading heading) {
    visitChildren(heading);
    endBlock();
  }

  @Override
  public void visit(FencedCodeBlock code) {
    literal(code.getLiteral().stripTrailing());
    endBlock();
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    literal(code.getLiteral().stripTrailing());
    endBlock();
  }

  @Override
  public void visit(HtmlBlock html) {
    literal(html.getLiteral().stripTrailing());
    endBlock();
  }

  @Override
  public void visit(Code code) {
    literal(code.getLiteral());
  }

  @Override
  public void visit(HtmlInline html) {
    literal(html.getLiteral());
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
  public void visit(Link link) {
    visitChildren(link);
    literal(link.getDestination());
  }

  @Override
  public void visit(Image image) {
    visitChildren(image);
    literal(image.getDestination());
  }

  private void literal(String text) {
    endProse();
    Tokenizer.literal(text, tokens);
  }

  private void endProse() {
    Tokenizer.tokenize(prose.toString(), tokens);
    prose.setLength(0);
  }

  private void endBlock() {
    endProse();
    tokens.add(new Token(Kind.STOP, "\n"));
  }
}
