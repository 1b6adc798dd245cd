package dev.trace2skill.skill;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The files that a Markdown text links to, as written relative to the skill's folder. */
final class Links extends AbstractVisitor {

  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*|//.*|#.*|");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** The first line of the text that links to a file, from 1. */
  private final Map<String, Integer> targets = new LinkedHashMap<>();

  private Links() {}

  static Set<String> in(String body) {
    Links links = new Links();
    PARSER.parse(body).accept(links);
    return links.targets.keySet();
  }

  /** The files that a file's body links to, and the first line of the file that does. */
  static Map<String, Integer> lines(Document document) {
    Links links = new Links();
    PARSER.parse(document.body()).accept(links);
    links.targets.replaceAll((target, line) -> document.headLines() + line);
    return links.targets;
  }

  @Override
  public void visit(Link link) {
    add(link, link.getDestination());
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    add(image, image.getDestination());
    visitChildren(image);
  }

  private void add(Node node, String destination) {
    if (!SCHEME.matcher(destination).matches()) {
      String path = destination.replaceFirst("[?#].*", "").replaceFirst("^(\\./)+", "");
      targets.putIfAbsent(decode(path), node.getSourceSpans().get(0).getLineIndex() + 1);
    }
  }

  private static String decode(String path) {
    String escapes = BAD_ESCAPE.matcher(path).replaceAll("%25").replace("+", "%2B");
    return URLDecoder.decode(escapes, StandardCharsets.UTF_8);
  }
}
