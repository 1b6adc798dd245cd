package dev.trace2skill.model;

import java.util.List;

/**
 * A skill that evolution started from. Patches to an earlier base of the same name count for the
 * present one, as far as they still apply.
 *
 * @param baseSkillId hash of all files
 */
public record SkillBase(String skillName, String baseSkillId, List<SkillFile> files) {

  public SkillBase {
    files = List.copyOf(files);
  }
}
