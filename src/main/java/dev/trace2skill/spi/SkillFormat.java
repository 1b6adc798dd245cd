package dev.trace2skill.spi;

import dev.trace2skill.model.Skill;
import java.io.Serializable;
import java.util.List;

/**
 * One way of laying out a skill. Found with {@link java.util.ServiceLoader}; must have a
 * constructor without arguments and keep no state.
 */
public interface SkillFormat extends Serializable {

  /** The format's name in conf files. */
  String format();

  /** A first draft of a skill that does not exist yet. It passes {@link #check}. */
  Skill draft(String name, String description);

  /**
   * What is wrong with a skill, one sentence a problem; empty when it keeps the format's rules.
   *
   * @param name the folder's name
   */
  List<String> check(String name, Skill skill);
}
