package dev.trace2skill.model;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Paths that stay inside a working copy. */
final class WorkingPath {

  private static final Pattern ABSOLUTE = Pattern.compile("^(?:[/\\\\]|[A-Za-z]:)");

  private WorkingPath() {}

  /**
   * A path without needless parts; empty for the working copy itself.
   *
   * @throws IllegalArgumentException when it leads, or may lead, out of the working copy
   */
  static String of(String path) {
    List<String> names =
        Arrays.stream(path.split("/")).filter(n -> !n.isEmpty() && !n.equals(".")).toList();
    if (ABSOLUTE.matcher(path).find()
        || path.indexOf('\0') >= 0
        || path.contains("..\\")
        || names.contains("..")) {
      throw new IllegalArgumentException(
          "'%s' is not a path inside the working copy".formatted(path));
    }
    return String.join("/", names);
  }
}
