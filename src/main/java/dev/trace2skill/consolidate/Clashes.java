package dev.trace2skill.consolidate;

import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.EditRules;
import dev.trace2skill.skill.EditSpan;
import dev.trace2skill.skill.Opposition;
import dev.trace2skill.skill.Opposition.Claim;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says which lessons cannot both be in a skill, and why. */
final class Clashes {

  private final Skill base;
  private final EditRules rules;
  private final Map<String, EditSpan> spans = new HashMap<>();
  private final Map<String, Optional<Claim>> claims = new HashMap<>();

  Clashes(Skill base, EditRules rules) {
    this.base = base;
    this.rules = rules;
  }

  /** Why a lesson does not apply to the base; empty when it does. */
  Optional<String> rejection(Lesson lesson) {
    return span(lesson).rejection();
  }

  /**
   * Why two lessons cannot both go in; empty when they can.
   *
   * @param fitsIn whether the second can be brought into a file that the first creates
   */
  Optional<String> between(Lesson a, Lesson b, boolean fitsIn) {
    boolean sameNewFile =
        a.edit().op() == Op.CREATE_FILE
            && b.edit().op() == Op.CREATE_FILE
            && a.edit().file().equals(b.edit().file());
    if (sameNewFile) {
      return fitsIn
          ? Optional.empty()
          : Optional.of(
              "both create " + a.edit().file() + " and say different things in one place");
    }
    if (span(a).touches(span(b))) {
      return Optional.of("both change the same lines of " + b.edit().file());
    }
    return claim(a).flatMap(one -> claim(b).flatMap(other -> Opposition.between(one, other)));
  }

  private Optional<Claim> claim(Lesson lesson) {
    return claims.computeIfAbsent(lesson.lessonId(), id -> Claim.of(lesson.edit()));
  }

  private EditSpan span(Lesson lesson) {
    return spans.computeIfAbsent(lesson.lessonId(), id -> EditSpan.of(base, lesson.edit(), rules));
  }
}
