package dev.trace2skill.model;

/**
 * One change to one file of a skill. A patch is an ordered list of edits.
 *
 * @param file path inside the skill, e.g. {@code SKILL.md}
 * @param section title of the section that the edit is confined to; empty means the whole file
 * @param anchor exact text the edit hangs on; empty for operations that need none
 * @param text the new text; empty for deletions
 */
public record Edit(Op op, String file, String section, String anchor, String text) {

  /** What an edit does. */
  public enum Op {
    CREATE_FILE,
    DELETE_FILE,
    /** Adds to the end of a section, which is created at the end of the file if it is not there. */
    APPEND,
    DELETE_SECTION,
    INSERT_BEFORE,
    INSERT_AFTER,
    REPLACE;

    boolean needsAnchor() {
      return this == INSERT_BEFORE || this == INSERT_AFTER || this == REPLACE;
    }
  }

  public Edit {
    if (file.isBlank()) {
      throw new IllegalArgumentException(op + " names no file");
    }
    if (op.needsAnchor() && anchor.isEmpty()) {
      throw new IllegalArgumentException(op + " on " + file + " has no anchor");
    }
    if (op == Op.APPEND && section.isBlank()) {
      throw new IllegalArgumentException(op + " on " + file + " names no section");
    }
  }

  public static Edit append(String file, String section, String text) {
    return new Edit(Op.APPEND, file, section, "", text);
  }

  public static Edit replace(String file, String anchor, String text) {
    return new Edit(Op.REPLACE, file, "", anchor, text);
  }

  public static Edit insertBefore(String file, String anchor, String text) {
    return new Edit(Op.INSERT_BEFORE, file, "", anchor, text);
  }

  public static Edit insertAfter(String file, String anchor, String text) {
    return new Edit(Op.INSERT_AFTER, file, "", anchor, text);
  }

  public static Edit deleteSection(String file, String section) {
    return new Edit(Op.DELETE_SECTION, file, section, "", "");
  }

  public static Edit createFile(String file, String text) {
    return new Edit(Op.CREATE_FILE, file, "", "", text);
  }

  public static Edit deleteFile(String file) {
    return new Edit(Op.DELETE_FILE, file, "", "", "");
  }
}
