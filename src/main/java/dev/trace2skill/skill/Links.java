package dev.trace2skill.skill;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;

/** The files that a Markdown text links to, as written relative to the skill's folder. */
final class Links extends AbstractVisitor {

  private static final Parser PARSER = Parser.builder().build();
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*|//.*|#.*|");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Set<String> targets = new LinkedHashSet<>();

  private Links() {}

  static Set<String> in(String body) {
    Links links = new Links();
    PARSER.parse(body).accept(links);
    return links.targets;
  }

  @Override
  public void visit(Link link) {
    add(link.getDestination());
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    add(image.getDestination());
    visitChildren(image);
  }

  private void add(String destination) {
    if (!SCHEME.matcher(destination).matches()) {
      String path = destination.replaceFirst("[?#].*", "").replaceFirst("^(\\./)+", "");
      targets.add(decode(path));
    }
  }

  private static String decode(String path) {
    String escapes = BAD_ESCAPE.matcher(path).replaceAll("%25").replace("+", "%2B");
    return URLDecoder.decode(escapes, StandardCharsets.UTF_8);
  }
}
