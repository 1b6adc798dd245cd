package dev.trace2skill.report;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown of skills as HTML that does nothing: markup in it is shown as text, links and images say
 * where they lead and lead nowhere.
 */
final class Markdown {

  /** Headings of a skill stand below the page's own. */
  private static final int DEEPER = 3;

  private static final int DEEPEST = 6;

  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true).build();

  private Markdown() {}

  static String html(String markdown) {
    Node document = PARSER.parse(SafeText.visible(markdown));
    document.accept(new Tamed());
    return RENDERER.render(document);
  }

  /** Text as it stands, in a block of its own. */
  static String verbatim(String text) {
    return "<pre>" + SafeText.html(text) + "</pre>\n";
  }

  private static final class Tamed extends AbstractVisitor {

    @Override
    public void visit(Heading heading) {
      heading.setLevel(Math.min(DEEPEST, heading.getLevel() + DEEPER));
      visitChildren(heading);
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      unfold(link, link.getDestination());
    }

    @Override
    public void visit(Image image) {
      visitChildren(image);
      unfold(image, image.getDestination());
    }

    /** Puts what a node says in its place, and behind it where it leads. */
    private static void unfold(Node node, String destination) {
      String said = node.getFirstChild() instanceof Text text ? text.getLiteral() : "";
      while (node.getFirstChild() != null) {
        node.insertBefore(node.getFirstChild());
      }
      if (!said.equals(destination)) {
        node.insertBefore(new Text(" (" + destination + ")"));
      }
      node.unlink();
    }
  }
}
