package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * Right is a folder with the very files of another. The option {@code ignore} lists patterns of
 * paths that make no difference, {@code more} allows files that are not expected. The score is the
 * share of files that are as they should be.
 */
public final class SameFolder implements Comparing<SameFolder.Wanted> {

  private static final int MOST_FILES = 20_000;
  private static final int MOST_SHOWN = 20;

  record Wanted(Path folder, List<PathMatcher> ignored, boolean more) {}

  @Override
  public String evaluator() {
    return "directory";
  }

  @Override
  public CheckResult compared(Check check, Wanted wanted, Output output) throws CheckException {
    Path folder = Looked.path(check, output);
    if (!Files.isDirectory(folder)) {
      throw CheckException.failed("is no folder");
    }
    return compared(check, files(folder, wanted), files(wanted.folder(), wanted), wanted.more());
  }

  @Override
  public Wanted wanted(Check check) throws CheckException {
    Options options = Options.of(check, "ignore", "more");
    List<PathMatcher> ignored = new ArrayList<>();
    for (String pattern : options.texts("ignore")) {
      try {
        ignored.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
      } catch (PatternSyntaxException e) {
        throw CheckException.undecided("option 'ignore' has a pattern that is none: " + pattern);
      }
    }
    Path folder = Looked.expectedPath(check);
    if (!Files.isDirectory(folder)) {
      throw CheckException.undecided("what is expected is no folder: " + check.expectedUri());
    }
    return new Wanted(folder, ignored, options.flag("more"));
  }

  private static CheckResult compared(
      Check check, SortedMap<String, Path> is, SortedMap<String, Path> should, boolean more) {
    TreeSet<String> names = new TreeSet<>(should.keySet());
    if (!more) {
      names.addAll(is.keySet());
    }
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      if (!is.containsKey(name)) {
        differences.add(name + " is missing");
      } else if (!should.containsKey(name)) {
        differences.add(name + " should not be there");
      } else if (!same(is.get(name), should.get(name))) {
        differences.add(name + " has another content");
      }
    }
    double score =
        names.isEmpty() ? 1 : (double) (names.size() - differences.size()) / names.size();
    return CheckResult.of(check, score, few(differences));
  }

  private static List<String> few(List<String> differences) {
    if (differences.size() <= MOST_SHOWN) {
      return differences;
    }
    List<String> few = new ArrayList<>(differences.subList(0, MOST_SHOWN));
    few.add("and %d more".formatted(differences.size() - MOST_SHOWN));
    return few;
  }

  /** A link is never the same as a file, wherever it leads. */
  private static boolean same(Path is, Path should) {
    try {
      return Files.isRegularFile(is, LinkOption.NOFOLLOW_LINKS)
          && Files.isRegularFile(should)
          && Files.mismatch(is, should) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static SortedMap<String, Path> files(Path folder, Wanted wanted) throws CheckException {
    Listing listing = new Listing(folder, wanted.ignored());
    try {
      var unused = Files.walkFileTree(folder, listing);
    } catch (IOException e) {
      throw CheckException.failed("cannot be read");
    }
    if (listing.seen > MOST_FILES) {
      throw CheckException.failed("has more than %d files and folders".formatted(MOST_FILES));
    }
    return listing.files;
  }

  /** The files below a folder, by their paths from it. */
  private static final class Listing extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<PathMatcher> ignored;
    private final SortedMap<String, Path> files = new TreeMap<>();
    private int seen;

    Listing(Path folder, List<PathMatcher> ignored) {
      this.folder = folder;
      this.ignored = ignored;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return isIgnored(directory) ? FileVisitResult.SKIP_SUBTREE : next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isIgnored(file)) {
        files.put(folder.relativize(file).toString(), file);
      }
      return next();
    }

    private FileVisitResult next() {
      return ++seen > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    private boolean isIgnored(Path path) {
      Path name = folder.relativize(path);
      return ignored.stream().anyMatch(pattern -> pattern.matches(name));
    }
  }
}
