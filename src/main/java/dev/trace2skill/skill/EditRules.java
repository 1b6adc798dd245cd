package dev.trace2skill.skill;

import java.io.Serializable;
import java.util.List;

/**
 * What edits may do and what they must leave alone, as the conf says.
 *
 * @param protectedSections titles or paths of sections that no edit may change, in any file
 */
public record EditRules(Scripts scripts, List<String> protectedSections) implements Serializable {

  /** How far edits may change what a machine can run. */
  public enum Scripts {
    /** No edit touches a script. */
    LOCKED,
    /** Scripts that are there may be changed, none is made. */
    EDITABLE,
    /** Scripts may be made. */
    CREATABLE
  }

  public static final EditRules DEFAULT = new EditRules(Scripts.EDITABLE, List.of());

  public EditRules {
    protectedSections = List.copyOf(protectedSections);
  }
}
