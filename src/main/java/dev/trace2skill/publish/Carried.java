package dev.trace2skill.publish;

/** Something in a skill's place, as a bundle takes it along. */
public final class Carried {

  /** What it is. */
  public enum Kind {
    FILE,
    LINK,
    FOLDER
  }

  private final String path;
  private final Kind kind;
  private final boolean executable;
  private final byte[] bytes;

  /**
   * Takes note of something; the bytes are not copied.
   *
   * @param bytes what a file holds; where a link leads
   */
  Carried(String path, Kind kind, boolean executable, byte[] bytes) {
    this.path = path;
    this.kind = kind;
    this.executable = executable;
    this.bytes = bytes;
  }

  String path() {
    return path;
  }

  Kind kind() {
    return kind;
  }

  boolean executable() {
    return executable;
  }

  byte[] bytes() {
    return bytes;
  }
}
