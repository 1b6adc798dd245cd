package dev.trace2skill.model;

import java.util.List;

/**
 * A skill as consolidation wrote it.
 *
 * @param skillVersionId hash of the consolidation and of all files
 * @param skillId hash of all files
 * @param baseSkillId hash of all files of the skill it was evolved from
 */
public record SkillVersion(
    String skillVersionId,
    String name,
    String skillId,
    String baseSkillId,
    String consolidationId,
    int lessonCount,
    List<SkillFile> files,
    List<SkillFile> baseFiles) {

  public SkillVersion {
    files = List.copyOf(files);
    baseFiles = List.copyOf(baseFiles);
  }

  public Skill skill() {
    return Skill.of(files);
  }

  public Skill base() {
    return Skill.of(baseFiles);
  }
}
