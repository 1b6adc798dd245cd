package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What a check looks at and what it compares that with. What an agent left is taken for what it is:
 * links that lead out of the working copy are not followed, and little is read into memory.
 */
public final class Looked {

  /** What is read as text at most. */
  public static final int MOST_BYTES = 16 << 20;

  private Looked() {}

  /** The text that is judged: of the target file, or of the answer when there is no target. */
  static String text(Check check, Output output) throws CheckException {
    return check.target().isEmpty() ? output.answer() : text(file(check, output), check.target());
  }

  /** The target, which is a file. */
  public static Path file(Check check, Output output) throws CheckException {
    Path path = path(check, output);
    if (!Files.isRegularFile(path)) {
      throw CheckException.failed("is no file");
    }
    return path;
  }

  /** The target, whatever it is: really a part of the working copy. */
  public static Path path(Check check, Output output) throws CheckException {
    Path workspace = workspace(output);
    try {
      Path root = workspace.toRealPath();
      Path target = root.resolve(check.target());
      if (!Files.exists(target)) {
        throw CheckException.failed("is missing");
      }
      Path real = target.toRealPath();
      if (!real.startsWith(root)) {
        throw CheckException.failed("is a link that leads out of the working copy");
      }
      return real;
    } catch (IOException | InvalidPathException e) {
      throw CheckException.failed("cannot be read");
    }
  }

  /** The working copy as the run left it. */
  public static Path workspace(Output output) throws CheckException {
    Path workspace = output.workspace();
    if (workspace == null || !Files.isDirectory(workspace)) {
      throw CheckException.undecided("there is no working copy to look at");
    }
    return workspace;
  }

  /** What is right, as text. */
  static String expected(Check check) throws CheckException {
    String expected = check.expected();
    if (expected != null) {
      return expected;
    }
    Path file = expectedPath(check);
    try {
      return text(file, "what is expected");
    } catch (CheckException e) {
      throw CheckException.undecided(String.valueOf(e.getMessage()));
    }
  }

  /** Where what is right lies, on this machine. */
  public static Path expectedPath(Check check) throws CheckException {
    String uri = check.expectedUri();
    if (uri == null) {
      throw CheckException.undecided("the check says nothing that is expected");
    }
    Path path = local(uri);
    if (!Files.isReadable(path)) {
      throw CheckException.undecided("what is expected is not there: " + uri);
    }
    return path;
  }

  private static Path local(String uri) throws CheckException {
    try {
      return uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw CheckException.undecided("what is expected is not on this machine: " + uri);
    }
  }

  private static String text(Path file, String name) throws CheckException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw CheckException.failed("%s is larger than %d MiB".formatted(name, MOST_BYTES >> 20));
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (IOException e) {
      throw CheckException.failed(name + " cannot be read");
    }
  }
}
