package dev.trace2skill.publish;

import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.publish.FailingDisk.Mode;
import dev.trace2skill.publish.SkillHome.Change;
import dev.trace2skill.store.Owner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A process that changes a skill again and again, until it is killed: it publishes two versions in
 * turn, and now and then goes back.
 */
final class Publisher {

  private static final int FILES = 20;
  private static final int PAUSE_MILLIS = 10;

  private Publisher() {}

  /** The skill of a name: many files, each of which says the name. */
  static Skill skill(String name) {
    Skill skill = Skill.of(Map.of(Skill.MAIN_FILE, name));
    for (int i = 0; i < FILES; i++) {
      skill = skill.with("references/" + i + ".md", name);
    }
    return skill;
  }

  /** Changes the skill in a folder, and keeps its backups in another. */
  public static void main(String[] args) throws Exception {
    // Who is killed loses nothing that the system has: to sync would only take time.
    FolderHome home =
        new FolderHome(
            new FailingDisk(Mode.FAULT, 0),
            Path.of(args[0]),
            Path.of(args[1]),
            Owner.current(),
            Clock.systemUTC(),
            notice -> {});
    boolean told = false;
    for (int i = 0; ; i++) {
      try {
        List<Kept> kept = home.kept();
        if (i % 3 == 2 && !kept.isEmpty()) {
          Change back = new Change(Action.ROLLBACK, null, null, Instant.now());
          home.restore(kept.get(0), back);
        } else {
          Change change = new Change(Action.PUBLISH, args[2], "off", Instant.now());
          home.put(skill(args[2] + i % 2), change, any -> {});
        }
        home.prune(2, ids -> ids);
        if (!told) {
          System.out.println("changed");
          told = true;
        }
        // So that others have their turn.
        Thread.sleep(PAUSE_MILLIS);
      } catch (SkillFolderException e) {
        String why = String.valueOf(e.getMessage());
        if (!why.contains(" is being changed: ") && !why.endsWith(" is gone")) {
          throw e;
        }
      }
    }
  }
}
