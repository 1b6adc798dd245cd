package dev.trace2skill.spi;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a key is to be found: never the key itself, so that it can be stored and printed.
 *
 * <p>A process to which this is sent, such as an executor, looks there itself; where it finds
 * nothing it uses the key that the sender found, which came along and is in its memory only.
 *
 * @param variable the environment variable that holds it; looked at first
 * @param file a file that holds it and that nobody but its owner may read: the key alone, or lines
 *     {@code NAME=key} of which one has the variable's name
 */
public record Secret(@Nullable String variable, @Nullable String file) implements Serializable {

  /** What came along with secrets that were sent to this process. */
  private static final Map<Secret, String> RECEIVED = new ConcurrentHashMap<>();

  /** For a server that asks for no key. */
  public static final Secret NONE = new Secret(null, null);

  private static final Set<PosixFilePermission> FOR_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /**
   * The key as this process finds it; empty when none is wanted.
   *
   * @throws UserError when it is wanted and not there, or open to others
   */
  public Optional<String> value() {
    String fromVariable = variable == null ? null : System.getenv(variable);
    if (fromVariable != null && !fromVariable.isBlank()) {
      return Optional.of(fromVariable.strip());
    }
    String received = RECEIVED.get(this);
    if (received != null && (file == null || !Files.exists(Path.of(file)))) {
      return Optional.of(received);
    }
    if (file != null) {
      return Optional.of(read(Path.of(file), variable));
    }
    if (variable != null) {
      throw new UserError("no key: the environment variable " + variable + " is not set");
    }
    return Optional.empty();
  }

  /** What Java writes for this. */
  private Object writeReplace() {
    String key;
    try {
      key = value().orElse(null);
    } catch (UserError e) {
      // Whoever needs it will be told, where it is needed.
      key = null;
    }
    return new Sent(variable, file, key);
  }

  /** A secret on its way to another process. A class, not a record: it cannot be printed. */
  private static final class Sent implements Serializable {

    private final @Nullable String variable;
    private final @Nullable String file;
    private final @Nullable String key;

    Sent(@Nullable String variable, @Nullable String file, @Nullable String key) {
      this.variable = variable;
      this.file = file;
      this.key = key;
    }

    private Object readResolve() {
      Secret secret = new Secret(variable, file);
      if (key != null) {
        RECEIVED.put(secret, key);
      }
      return secret;
    }
  }

  private static String read(Path path, @Nullable String name) {
    try {
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.getPosixFilePermissions(path).stream().anyMatch(FOR_OTHERS::contains)) {
        throw new UserError("others may read the key in " + path + ": chmod 600 it");
      }
      String text = Files.readString(path);
      String key =
          name == null
              ? text.strip()
              : text.lines()
                  .filter(line -> line.startsWith(name + "="))
                  .map(line -> line.substring(name.length() + 1))
                  .findFirst()
                  .orElse(text)
                  .strip();
      if (key.isEmpty()) {
        throw new UserError("no key in " + path);
      }
      return key;
    } catch (IOException e) {
      throw new UserError("the file with the key, " + path + ", cannot be read");
    }
  }
}
