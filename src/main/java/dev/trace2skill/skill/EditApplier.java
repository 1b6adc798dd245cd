package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Applies edits to a skill, in order. Pure: no logging, no I/O, no Spark. */
public final class EditApplier {

  /** An edit that did not apply, and why. Never dropped silently. */
  public record Rejection(Edit edit, String reason) {}

  /** The skill after all edits that applied. */
  public record Result(Skill skill, List<Rejection> rejections) {

    public Result {
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * The skill after all edits that applied, and who wrote its lines.
   *
   * @param lines every line of every file of the skill, by path
   */
  public record Tracked(
      Skill skill, SortedMap<String, List<LineOrigin>> lines, List<Rejection> rejections) {

    public Tracked {
      rejections = List.copyOf(rejections);
    }
  }

  private EditApplier() {}

  public static Result apply(Skill skill, List<Edit> edits) {
    return apply(skill, edits, EditRules.DEFAULT);
  }

  public static Result apply(Skill skill, List<Edit> edits, EditRules rules) {
    Tracked tracked =
        applyTracked(skill, edits.stream().map(e -> new KeyedEdit("edit", e)).toList(), rules);
    return new Result(tracked.skill(), tracked.rejections());
  }

  /** Applies edits to a skill whose files may have been parsed already. */
  static Result apply(Skill skill, List<Edit> edits, Documents documents) {
    Tracked tracked =
        applyTracked(
            skill,
            edits.stream().map(e -> new KeyedEdit("edit", e)).toList(),
            EditRules.DEFAULT,
            documents);
    return new Result(tracked.skill(), tracked.rejections());
  }

  /** Applies edits and follows every line back to the edit that wrote it. */
  public static Tracked applyTracked(Skill base, List<KeyedEdit> edits) {
    return applyTracked(base, edits, EditRules.DEFAULT);
  }

  /** Applies edits and follows every line back to the edit that wrote it. */
  public static Tracked applyTracked(Skill base, List<KeyedEdit> edits, EditRules rules) {
    return applyTracked(base, edits, rules, new Documents());
  }

  private static Tracked applyTracked(
      Skill base, List<KeyedEdit> edits, EditRules rules, Documents documents) {
    List<Rejection> rejections = new ArrayList<>();
    LineOrigins origins = new LineOrigins(base);
    Skill current = base;
    for (KeyedEdit keyed : edits) {
      try {
        current = applyWhole(current, keyed.edit(), rules, documents);
        for (String file : EditParts.files(keyed.edit())) {
          origins.changed(file, current, keyed.key());
        }
      } catch (EditRejected e) {
        rejections.add(new Rejection(keyed.edit(), String.valueOf(e.getMessage())));
      }
    }
    return new Tracked(current, origins.files(), rejections);
  }

  /** Why an edit does not apply to a skill; empty when it does. */
  public static Optional<String> rejection(Skill skill, Edit edit) {
    return rejection(skill, edit, EditRules.DEFAULT);
  }

  /** Why an edit does not apply to a skill; empty when it does. */
  public static Optional<String> rejection(Skill skill, Edit edit, EditRules rules) {
    return apply(skill, List.of(edit), rules).rejections().stream()
        .map(Rejection::reason)
        .findFirst();
  }

  /** All parts of an edit or none. */
  private static Skill applyWhole(Skill skill, Edit edit, EditRules rules, Documents documents)
      throws EditRejected {
    Skill current = skill;
    for (Edit part : EditParts.of(edit)) {
      current = applyOne(current, part, rules, documents);
    }
    if (edit.op() == Edit.Op.DELETE_FILE) {
      EditParts.requireUnlinked(current, edit.file());
    }
    return current;
  }

  private static Skill applyOne(Skill skill, Edit edit, EditRules rules, Documents documents)
      throws EditRejected {
    Optional<String> badPath = SkillPath.problem(edit.file());
    if (badPath.isPresent()) {
      throw new EditRejected(badPath.get());
    }
    Skill next = applyUnchecked(skill, edit, documents);
    ScriptGuard.check(skill, next, edit.file(), rules.scripts());
    Protection.check(
        edit.file(), documents.of(edit.file(), skill), documents.of(edit.file(), next), rules);
    return next;
  }

  private static Skill applyUnchecked(Skill skill, Edit edit, Documents documents)
      throws EditRejected {
    return switch (edit.op()) {
      case CREATE_FILE -> create(skill, edit);
      case DELETE_FILE -> delete(skill, edit);
      case APPEND,
          DELETE_SECTION,
          INSERT_BEFORE,
          INSERT_AFTER,
          REPLACE,
          ADD_SECTION,
          SET_DESCRIPTION ->
          rewrite(skill, edit, documents);
    };
  }

  private static Skill create(Skill skill, Edit edit) throws EditRejected {
    for (SkillFile file : skill.files()) {
      if (file.path().equalsIgnoreCase(edit.file())) {
        throw new EditRejected(file.path() + " exists already");
      }
      if (file.path().startsWith(edit.file() + "/") || edit.file().startsWith(file.path() + "/")) {
        throw new EditRejected("%s cannot stand beside %s".formatted(edit.file(), file.path()));
      }
    }
    return skill.with(edit.file(), edit.text());
  }

  private static Skill delete(Skill skill, Edit edit) throws EditRejected {
    if (edit.file().equals(Skill.MAIN_FILE)) {
      throw new EditRejected("a skill cannot be without its SKILL.md");
    }
    text(skill, edit);
    return skill.without(edit.file());
  }

  private static Skill rewrite(Skill skill, Edit edit, Documents documents) throws EditRejected {
    Document before = documents.of(edit.file(), text(skill, edit));
    Change change = ChangePlanner.plan(before, edit);
    Document after = documents.of(edit.file(), change.applyTo(before.render()));
    Guard.check(edit, before, change, after);
    return skill.with(edit.file(), after.render());
  }

  private static String text(Skill skill, Edit edit) throws EditRejected {
    return skill
        .file(edit.file())
        .orElseThrow(() -> new EditRejected("no such file: " + edit.file()));
  }
}
