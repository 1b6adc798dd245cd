package dev.trace2skill.consolidate;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.Statement;

/**
 * What has to be equal for two edits to be the same lesson in other words: where they work, what
 * they do, and all in their text that is not a matter of wording. As equality is, it is transitive.
 */
final class Kind {

  private Kind() {}

  /**
   * The kind of an edit; one of its own where nothing but the very same edit does the same.
   *
   * @param exactId what is equal for the very same edits
   */
  static String of(String exactId, Edit edit, Statement statement) {
    if (edit.text().isBlank() || statement.roles().isEmpty()) {
      return ContentId.of("exactly", exactId);
    }
    String said = statement.invariants();
    return switch (edit.op()) {
      case APPEND, INSERT_BEFORE, INSERT_AFTER, ADD_SECTION ->
          ContentId.of("add", edit.file(), said);
      case REPLACE ->
          ContentId.of(
              "replace", edit.file(), CanonicalText.of(edit.section()), edit.anchor(), said);
      case CREATE_FILE ->
          ContentId.of("create", edit.file(), edit.link() == null ? "" : edit.link(), said);
      case SET_DESCRIPTION -> ContentId.of("description", said);
      case DELETE_FILE, DELETE_SECTION -> ContentId.of("exactly", exactId);
    };
  }

  /**
   * Whether somebody may say of two edits that they are the same lesson: when they work on one file
   * in one way, have the same numbers, and neither denies what the other says nor puts its steps in
   * another order.
   */
  static boolean mayMerge(Edit a, Edit b) {
    Statement one = Statement.of(a.text());
    Statement other = Statement.of(b.text());
    return a.file().equals(b.file())
        && (a.op() == b.op() || (adds(a) && adds(b)))
        && one.quantities().equals(other.quantities())
        && one.denies() == other.denies()
        && !one.clashes(other);
  }

  private static boolean adds(Edit edit) {
    return switch (edit.op()) {
      case APPEND, INSERT_BEFORE, INSERT_AFTER, ADD_SECTION -> true;
      case REPLACE, CREATE_FILE, SET_DESCRIPTION, DELETE_FILE, DELETE_SECTION -> false;
    };
  }
}
