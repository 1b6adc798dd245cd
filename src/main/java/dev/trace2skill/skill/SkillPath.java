package dev.trace2skill.skill;

import dev.trace2skill.model.Skill;
import java.util.Optional;
import java.util.Set;

/** Which paths inside a skill are ours to write. */
public final class SkillPath {

  /** The folders that may hold files of a skill beside its main file. */
  public static final Set<String> FOLDERS = Set.of("references", "scripts", "assets");

  private SkillPath() {}

  /**
   * Why a path is not ours; empty when it is. Paths are not repaired: two spellings of one path
   * would hide a conflict.
   */
  public static Optional<String> problem(String path) {
    return path.equals(Skill.MAIN_FILE) || isBelowFolder(path)
        ? Optional.empty()
        : Optional.of(
            "path \""
                + path
                + "\" is neither SKILL.md nor a plain path under references/, scripts/ or assets/");
  }

  private static boolean isBelowFolder(String path) {
    String[] names = path.split("/", -1);
    if (names.length < 2 || !FOLDERS.contains(names[0])) {
      return false;
    }
    for (String name : names) {
      // A name that starts with a dot is "..", "." or hidden.
      boolean odd =
          name.isBlank()
              || name.startsWith(".")
              || !name.equals(name.strip())
              || name.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
      if (odd) {
        return false;
      }
    }
    return true;
  }
}
