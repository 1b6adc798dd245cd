package dev.trace2skill.skill;

import dev.trace2skill.model.Skill;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps edits from making what a machine can run where the conf does not allow it. */
final class ScriptGuard {

  private static final Pattern RUNNABLE =
      Pattern.compile(".*\\.(sh|bash|zsh|fish|ps1|bat|cmd|com|exe|dll|so|dylib|jar)");

  private ScriptGuard() {}

  static void check(Skill before, Skill after, String path, EditRules.Scripts rule)
      throws EditRejected {
    Optional<String> old = before.file(path);
    Optional<String> now = after.file(path);
    boolean was = old.isPresent() && isScript(path, old.get());
    boolean is = now.isPresent() && isScript(path, now.get());
    String refused =
        switch (rule) {
          case CREATABLE -> "";
          case EDITABLE -> is && !was ? path + " would be a script, and no edit may make one" : "";
          case LOCKED -> is || was ? path + " is a script, and no edit may touch one" : "";
        };
    if (!refused.isEmpty()) {
      throw new EditRejected(refused);
    }
  }

  private static boolean isScript(String path, String text) {
    return path.startsWith("scripts/")
        || text.startsWith("#!")
        || RUNNABLE.matcher(path.toLowerCase(Locale.ROOT)).matches();
  }
}
