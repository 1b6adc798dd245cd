package dev.trace2skill.cli.claudecode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The file with keys, a line {@code NAME=key} each, that nobody but its owner may read. */
public final class KeyFile {

  /** What can stand in a header: printable ASCII, without what a reader could take for a quote. */
  private static final Pattern KEY = Pattern.compile("[!-~&&[^\"'`$\\\\]]+");

  private final Path file;

  public KeyFile(Path file) {
    this.file = file;
  }

  /** Whether there is a key under this name. */
  public boolean has(String variable) throws IOException {
    return Files.exists(file)
        && Files.readString(file).lines().anyMatch(line -> isOf(variable, line));
  }

  /**
   * Keeps a key; one that was there under its name is replaced.
   *
   * @throws UserError without the key in it, when that is none
   */
  public void put(String variable, String key) throws IOException {
    if (!KEY.matcher(key).matches()) {
      throw new UserError("what was given for " + variable + " is no key: it has other signs");
    }
    byte[] before = SafeFile.read(file);
    List<String> lines = new ArrayList<>();
    if (before != null) {
      new String(before, UTF_8).lines().filter(l -> !isOf(variable, l)).forEach(lines::add);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    lines.add(variable + "=" + key);
    SafeFile.replace(file, before, (String.join("\n", lines) + "\n").getBytes(UTF_8));
  }

  /** Fails when whoever asks the model would not find the key. */
  public void check(String variable) {
    var unused = new Secret(variable, file.toString()).value();
  }

  private static boolean isOf(String variable, String line) {
    return line.startsWith(variable + "=");
  }
}
