package dev.trace2skill.analyze;

import dev.trace2skill.model.Skill;
import java.io.Serializable;
import java.util.List;

/** The rules of the format that a skill is written in. */
public interface SkillRules extends Serializable {

  /** What is wrong with a skill, one sentence a problem; empty when it keeps the rules. */
  List<String> problems(Skill skill);
}
