package dev.trace2skill.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Files that a run should not change, where nothing keeps it from it. */
public final class Watch {

  /** For runs that are kept in their place. */
  public static final Watch NOTHING = new Watch(List.of());

  private static final int MOST_FILES = 20_000;

  private final List<Path> places;
  private final Map<Path, String> before;

  private Watch(List<Path> places) {
    this.places = places;
    this.before = look();
  }

  /** Looks at some files, and at all that is in some folders. */
  public static Watch over(List<Path> places) {
    return new Watch(List.copyOf(places));
  }

  /** What is not any more as it was when the watch began. */
  public List<String> changes() {
    Map<Path, String> now = look();
    TreeSet<Path> all = new TreeSet<>(before.keySet());
    all.addAll(now.keySet());
    List<String> changed = new ArrayList<>();
    for (Path path : all) {
      if (!String.valueOf(before.get(path)).equals(String.valueOf(now.get(path)))) {
        changed.add(path.toString());
      }
    }
    return changed;
  }

  private Map<Path, String> look() {
    Map<Path, String> seen = new TreeMap<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place).limit(MOST_FILES)) {
        files.forEach(file -> seen.put(file, state(file)));
      } catch (IOException | UncheckedIOException e) {
        seen.put(place, "unreadable");
      }
    }
    return seen;
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // Time and length of a folder change with what is in it, which is looked at by itself.
      return attributes.isDirectory()
          ? "folder"
          : attributes.size() + " " + attributes.lastModifiedTime();
    } catch (IOException e) {
      return "gone";
    }
  }
}
