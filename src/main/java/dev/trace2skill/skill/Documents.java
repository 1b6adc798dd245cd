package dev.trace2skill.skill;

import dev.trace2skill.model.Skill;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The texts that were parsed last, of each file the last few: what one edit left the next finds.
 */
final class Documents {

  private static final int LAST = 2;

  private final Map<String, Deque<Document>> parsed = new HashMap<>();

  /** A file of a skill; one that is not there is empty. */
  Document of(String path, Skill skill) {
    return of(path, skill.file(path).orElse(""));
  }

  Document of(String path, String text) {
    Deque<Document> last = parsed.computeIfAbsent(path, p -> new ArrayDeque<>());
    for (Document document : last) {
      if (document.render().equals(text)) {
        return document;
      }
    }
    Document document = Document.of(path, text);
    last.addFirst(document);
    if (last.size() > LAST) {
      last.removeLast();
    }
    return document;
  }
}
