package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * One change to one file of a skill. A patch is an ordered list of edits.
 *
 * @param file path inside the skill, e.g. {@code SKILL.md}
 * @param section title of the section that the edit is confined to, or its path such as {@code
 *     Reading > Sheets} where a title alone names several; empty means the whole file
 * @param anchor exact text the edit hangs on; empty for operations that need none
 * @param text the new text; empty for deletions: to delete a text is to replace it with nothing
 * @param link the line of SKILL.md that leads to the file, in {@code section}: it comes with a
 *     created file and goes with a deleted one, or nothing is done at all; null for none
 */
public record Edit(
    Op op, String file, String section, String anchor, String text, @Nullable String link) {

  /** What an edit does. */
  public enum Op {
    CREATE_FILE,
    DELETE_FILE,
    /** Adds to the end of a section, which is created at the end of the file if it is not there. */
    APPEND,
    DELETE_SECTION,
    INSERT_BEFORE,
    INSERT_AFTER,
    REPLACE,
    /**
     * Adds a section that the text begins with the heading of: behind the named section when it is
     * of the same level, at its end when it is one level deeper, and at the end of the file when no
     * section is named.
     */
    ADD_SECTION,
    /** Gives the front matter of SKILL.md another description, and changes nothing else of it. */
    SET_DESCRIPTION;

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

  /** The same change with another text. */
  public Edit worded(String words) {
    return new Edit(op, file, section, anchor, words, link);
  }

  /** An edit without a link. */
  public Edit(Op op, String file, String section, String anchor, String text) {
    this(op, file, section, anchor, text, null);
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

  /**
   * A file and the line that leads to it.
   *
   * @param section the section of SKILL.md that the line is added to
   */
  public static Edit createLinkedFile(String file, String text, String section, String link) {
    return new Edit(Op.CREATE_FILE, file, section, "", text, link);
  }

  /**
   * Takes a file away together with the line that leads to it.
   *
   * @param link exact text of the line in SKILL.md
   */
  public static Edit deleteLinkedFile(String file, String link) {
    return new Edit(Op.DELETE_FILE, file, "", "", "", link);
  }

  public static Edit deleteText(String file, String anchor) {
    return replace(file, anchor, "");
  }

  /**
   * A new section.
   *
   * @param place the section it comes after or belongs to; empty for the end of the file
   * @param text its heading and what stands under it
   */
  public static Edit addSection(String file, String place, String text) {
    return new Edit(Op.ADD_SECTION, file, place, "", text);
  }

  public static Edit setDescription(String description) {
    return new Edit(Op.SET_DESCRIPTION, Skill.MAIN_FILE, "", "", description);
  }
}
