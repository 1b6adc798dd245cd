package dev.trace2skill.skill;

import dev.trace2skill.model.Skill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Follows the lines of a skill through edits, as {@code blame} does through commits. */
final class LineOrigins {

  private final SortedMap<String, List<LineOrigin>> files = new TreeMap<>();

  LineOrigins(Skill base) {
    base.files()
        .forEach(
            f ->
                files.put(
                    f.path(),
                    Lines.of(f.content()).texts().stream()
                        .map(t -> new LineOrigin(t, null))
                        .toList()));
  }

  /** Notes what one edit of one file did. An edit is one contiguous change, so its ends tell. */
  void changed(String path, Skill next, String key) {
    if (next.file(path).isEmpty()) {
      files.remove(path);
      return;
    }
    List<LineOrigin> before = files.getOrDefault(path, List.of());
    List<String> after = Lines.of(next.file(path).get()).texts();
    int most = Math.min(before.size(), after.size());
    int head = 0;
    while (head < most && before.get(head).text().equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && before.get(before.size() - 1 - tail).text().equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<LineOrigin> merged = new ArrayList<>(before.subList(0, head));
    after.subList(head, after.size() - tail).forEach(t -> merged.add(new LineOrigin(t, key)));
    merged.addAll(before.subList(before.size() - tail, before.size()));
    files.put(path, List.copyOf(merged));
  }

  SortedMap<String, List<LineOrigin>> files() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
