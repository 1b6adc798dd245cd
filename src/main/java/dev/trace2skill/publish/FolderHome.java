package dev.trace2skill.publish;

import static java.util.stream.Collectors.toSet;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.store.Holder;
import dev.trace2skill.store.Owner;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A skill's folder on a local disk. See {@link Swap} for what a crash leaves of a change. */
public final class FolderHome implements SkillHome {

  private final Disk disk;
  private final WorkFolder work;
  private final Backups backups;
  private final Owner owner;
  private final Clock clock;
  private final Consumer<String> notices;

  FolderHome(
      Disk disk, Path folder, Path backups, Owner owner, Clock clock, Consumer<String> notices) {
    this.disk = disk;
    this.work = new WorkFolder(folder.toAbsolutePath().normalize());
    this.backups = new Backups(disk, backups.toAbsolutePath().normalize(), work.target());
    this.owner = owner;
    this.clock = clock;
    this.notices = notices;
  }

  /**
   * A skill's folder.
   *
   * @param backups where folders go that are replaced, on the same file system
   * @param notices told what the user should know of others who were at work
   * @throws SkillFolderException when no skill can lie there
   */
  public static FolderHome of(Path folder, Path backups, Clock clock, Consumer<String> notices)
      throws SkillFolderException {
    FolderHome home =
        new FolderHome(new LocalDisk(), folder, backups, Owner.current(), clock, notices);
    Path target = home.work.target();
    if (target.getFileName() == null || target.getParent() == null) {
      throw new SkillFolderException(target + " is no folder for a skill");
    }
    if (home.backups.folder().startsWith(target)) {
      throw new SkillFolderException("backups of " + target + " cannot lie inside it");
    }
    return home;
  }

  @Override
  public String target() {
    return work.target().toString();
  }

  @Override
  public String mainFile() {
    return work.target().resolve(Skill.MAIN_FILE).toString();
  }

  @Override
  public String name() {
    return work.target().getFileName().toString();
  }

  @Override
  public Optional<Skill> read() throws IOException {
    return SkillFolder.read(work.target());
  }

  @Override
  public List<Publication> log() throws IOException {
    return backups.publications();
  }

  @Override
  public Optional<Publication> put(Skill skill, Change change, Check check) throws IOException {
    SkillFolder.requirePublishable(skill, target());
    return locked(
        change.action(),
        () -> {
          @Nullable FolderContents standing = standing(check);
          if (standing != null && standing.skill().equals(skill)) {
            return Optional.empty();
          }
          new NextFolder(disk, work.partial()).write(skill, standing);
          return Optional.of(swap(skill.id(), change, standing));
        });
  }

  @Override
  public List<Kept> kept() throws IOException {
    return backups.list();
  }

  @Override
  public Optional<Publication> restore(Kept kept, Change change) throws IOException {
    return locked(
        change.action(),
        () -> {
          if (!Files.isDirectory(Path.of(kept.place()))) {
            throw new SkillFolderException(kept.place() + " is gone");
          }
          // Whatever it is that stands there: a folder that is no skill any more needs it most.
          @Nullable FolderContents standing = SkillFolder.anything(work.target()).orElse(null);
          Standing back = FolderContents.of(Path.of(kept.place())).standing();
          if (standing != null && standing.standing().equals(back)) {
            return Optional.empty();
          }
          new NextFolder(disk, work.partial()).copy(Path.of(kept.place()));
          return Optional.of(swap(kept.skillId(), change, standing));
        });
  }

  /** Lets the folder that was written take the place of what stands. */
  private Publication swap(String skillId, Change change, @Nullable FolderContents standing)
      throws IOException {
    disk.syncTree(work.partial());
    disk.move(work.partial(), work.ready());
    backups.create();
    Instant at = change.at().truncatedTo(ChronoUnit.MILLIS);
    while (Files.exists(backups.place(at), LinkOption.NOFOLLOW_LINKS)) {
      at = at.plusMillis(1);
    }
    Publication publication =
        new Publication(
            Publication.id(change.skillVersionId(), target(), at),
            change.skillVersionId(),
            skillId,
            target(),
            change.gate(),
            standing == null ? null : backups.place(at).toString(),
            at,
            change.action(),
            standing == null ? null : standing.skill().id(),
            owner.name());
    new Swap(disk, work).run(publication, backups.folder(), standing);
    return publication;
  }

  @Override
  public int prune(int keep, UnaryOperator<Set<String>> stored) throws IOException {
    if (backups.count() <= keep) {
      return 0;
    }
    return locked(
        Action.PUBLISH,
        () -> {
          Optional<FolderContents> live = SkillFolder.contents(work.target());
          if (live.isEmpty()) {
            return 0;
          }
          List<Retention.Copy> copies = backups.copies();
          Set<String> ids = copies.stream().map(Retention.Copy::skillId).collect(toSet());
          List<Retention.Copy> expendable =
              Retention.expendable(copies, live.get().standing(), keep, stored.apply(ids));
          for (Retention.Copy copy : expendable) {
            discard(Path.of(copy.place()));
          }
          return expendable.size();
        });
  }

  @Override
  public Staged stage(SkillVersion version, Instant at, Check check, Review review)
      throws IOException {
    SkillFolder.requirePublishable(version.skill(), target());
    return locked(
        Action.PUBLISH,
        () -> {
          @Nullable FolderContents standing = standing(check);
          Staging staging = new Staging(disk, backups);
          Staged staged =
              staging.describe(version, standing == null ? null : standing.standing(), at);
          new NextFolder(disk, work.partial().resolve(name())).write(version.skill(), standing);
          String text = review.of(standing == null ? null : standing.skill());
          staging.write(work.partial(), staged, text);
          backups.create();
          disk.establish(Path.of(staged.place()).getParent());
          discard(Path.of(staged.place()));
          disk.move(work.partial(), Path.of(staged.place()));
          return staged;
        });
  }

  @Override
  public List<Staged> staged() throws IOException {
    return new Staging(disk, backups).list();
  }

  @Override
  public Skill read(Staged staged) throws IOException {
    return FolderContents.of(Path.of(staged.place()).resolve(name())).skill();
  }

  @Override
  public void unstage(Staged staged) throws IOException {
    var unused =
        locked(
            Action.ADOPT,
            () -> {
              discard(Path.of(staged.place()));
              return true;
            });
  }

  @Override
  public List<Carried> carried() throws IOException {
    Optional<FolderContents> contents = SkillFolder.contents(work.target());
    return contents.isEmpty() ? List.of() : contents.get().carried();
  }

  /** Whole or gone: a folder is never seen half deleted. */
  private void discard(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      disk.move(folder, work.trash());
      disk.deleteTree(work.trash());
    }
  }

  private @Nullable FolderContents standing(Check check) throws IOException {
    @Nullable FolderContents standing = SkillFolder.contents(work.target()).orElse(null);
    check.look(standing == null ? null : standing.standing());
    return standing;
  }

  /** A change while nobody else changes the skill. */
  private interface Work<T> {
    T run() throws IOException;
  }

  /** Works when nobody else does, on a skill without traces of a crash; a failure leaves none. */
  private <T> T locked(Action action, Work<T> job) throws IOException {
    try {
      disk.establish(work.target().getParent());
      Backups.createHidden(disk, work.folder().getParent());
      disk.establish(work.folder());
      Holder me = new Holder(owner, clock.instant(), action.name().toLowerCase(Locale.ROOT));
      SkillLock lock = SkillLock.take(work, me, notices);
      try (lock) {
        return recovered(job);
      }
    } catch (FileSystemException e) {
      throw new SkillFolderException("%s cannot be changed: %s".formatted(target(), reason(e)), e);
    }
  }

  /** Puts right what a crash left, before the change and when the change fails. */
  private <T> T recovered(Work<T> job) throws IOException {
    Swap swap = new Swap(disk, work);
    swap.recover();
    try {
      return job.run();
    } catch (IOException | RuntimeException e) {
      try {
        swap.recover();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private static String reason(FileSystemException e) {
    return e instanceof AccessDeniedException
        ? "no permission for " + e.getFile()
        : String.valueOf(e.getMessage());
  }
}
