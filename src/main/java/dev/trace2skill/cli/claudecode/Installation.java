package dev.trace2skill.cli.claudecode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hook of one skill in the settings of Claude Code: put in, and taken out again. */
public final class Installation {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".hook";

  private final Places places;
  private final String skill;

  /**
   * What was done to the settings.
   *
   * @param existed whether there were any before
   * @param written the SHA-256 of what was written, in hex
   */
  private record Receipt(boolean existed, String written) {}

  public Installation(Places places, String skill) {
    this.places = places;
    this.skill = skill;
  }

  /** The skills whose hook was installed from this home. */
  public static List<String> skills(Places places) throws IOException {
    if (!Files.isDirectory(places.home())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(places.home())) {
      return folders
          .filter(f -> Files.exists(f.resolve("installed.json")))
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  /** What the settings were before, for whoever wants to look. */
  public Path backup() {
    return places.hook(skill).resolve("settings-before.json");
  }

  /**
   * Fails when the settings cannot be changed, before anything is written.
   *
   * @throws UserError saying why in one line
   */
  public void check(Path launcher) throws IOException {
    var unused = edited(SafeFile.read(places.settings()), launcher);
  }

  /** Whether the settings switch all hooks off. */
  public boolean hooksAreOff() throws IOException {
    byte[] now = SafeFile.read(places.settings());
    return now != null && SettingsText.of(text(now)).hooksAreOff();
  }

  /**
   * Puts the hook in, once.
   *
   * @param launcher what starts a run
   * @return whether the settings had to be changed
   * @throws UserError when the settings cannot be changed; then they are as they were
   */
  public boolean install(Path launcher) throws IOException {
    Path settings = places.settings();
    byte @Nullable [] now = SafeFile.read(settings);
    byte[] after = edited(now, launcher);
    Files.createDirectories(places.hook(skill));
    writeScript();
    if (now != null && MessageDigest.isEqual(now, after)) {
      return false;
    }
    boolean hadOurs = now != null && has(now);
    boolean unchanged = now != null && isAsWritten(now);
    if (!hadOurs) {
      Files.deleteIfExists(backup());
      if (now != null) {
        SafeFile.replace(backup(), null, now);
      }
      note(new Receipt(now != null, hash(after)));
    } else {
      // The backup stays that of the settings without our hook.
      Receipt before = receipt();
      note(new Receipt(before == null || before.existed(), unchanged ? hash(after) : ""));
    }
    SafeFile.replace(settings, now, after);
    return true;
  }

  /**
   * Takes the hook out: the settings have their old bytes where nobody else changed them, and lack
   * just our hook otherwise.
   *
   * @return what was done, for the user
   */
  public String uninstall() throws IOException {
    Path settings = places.settings();
    byte @Nullable [] now = SafeFile.read(settings);
    String done;
    if (now == null || !has(now)) {
      done = "there was no hook for " + skill + " in " + settings;
    } else if (isAsWritten(now) && !existed()) {
      SafeFile.delete(settings, now);
      done = settings + " is gone, as it was before";
    } else if (isAsWritten(now) && Files.exists(backup())) {
      SafeFile.replace(settings, now, Files.readAllBytes(backup()));
      done = settings + " is what it was before, byte for byte";
    } else {
      String before = Files.exists(backup()) ? text(Files.readAllBytes(backup())) : null;
      String without =
          SettingsText.of(text(now))
              .without(command(Path.of("")), before == null ? null : SettingsText.of(before));
      SafeFile.replace(settings, now, without.getBytes(UTF_8));
      done = settings + " has changed since; only the hook for " + skill + " was taken out";
    }
    Files.deleteIfExists(receiptFile());
    Files.deleteIfExists(backup());
    if (skills(places).isEmpty()) {
      Files.deleteIfExists(places.script());
    }
    return done;
  }

  private byte[] edited(byte @Nullable [] now, Path launcher) {
    try {
      return SettingsText.of(now == null ? "" : text(now)).with(command(launcher)).getBytes(UTF_8);
    } catch (UserError e) {
      throw new UserError(places.settings() + " is left as it is: " + e.getMessage());
    }
  }

  private boolean has(byte[] settings) {
    try {
      return SettingsText.of(text(settings)).command(command(Path.of(""))) != null;
    } catch (UserError e) {
      throw new UserError(places.settings() + " is left as it is: " + e.getMessage());
    }
  }

  private HookCommand command(Path launcher) {
    return new HookCommand(places.script(), places.conf(skill), launcher);
  }

  /** Strictly: half of a character would not come back as it was. */
  private static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserError("it is not in UTF-8");
    }
  }

  private void writeScript() throws IOException {
    try (InputStream script = Installation.class.getResourceAsStream("session-end.sh")) {
      byte[] ours = Objects.requireNonNull(script).readAllBytes();
      byte @Nullable [] now = SafeFile.read(places.script());
      if (now == null || !MessageDigest.isEqual(now, ours)) {
        SafeFile.replace(places.script(), now, ours);
      }
    }
  }

  private boolean existed() throws IOException {
    Receipt receipt = receipt();
    return receipt == null || receipt.existed();
  }

  private boolean isAsWritten(byte[] settings) throws IOException {
    Receipt receipt = receipt();
    return receipt != null && receipt.written().equals(hash(settings));
  }

  private @Nullable Receipt receipt() throws IOException {
    return Files.exists(receiptFile())
        ? JSON.readValue(receiptFile().toFile(), Receipt.class)
        : null;
  }

  private void note(Receipt receipt) throws IOException {
    SafeFile.replace(receiptFile(), SafeFile.read(receiptFile()), JSON.writeValueAsBytes(receipt));
  }

  private Path receiptFile() {
    return places.hook(skill).resolve("installed.json");
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
