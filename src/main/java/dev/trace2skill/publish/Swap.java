package dev.trace2skill.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.Publication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the ready folder in a skill's place, so that a crash at any moment leaves the old skill or
 * the new one.
 *
 * <ol>
 *   <li>The new folder is complete and on disk as {@code ready}.
 *   <li>{@code pending.json} says what is about to happen, as the log will have it.
 *   <li>The skill's folder is renamed into the backups, and the ready one into its place.
 *   <li>The entry goes into the log, and {@code pending.json} away.
 * </ol>
 *
 * <p>{@link #recover} tells from the names how far this went. Nothing pending, or the old folder
 * still in its place: it is undone. No folder in its place: the ready one goes there. No ready
 * folder any more: all was done but for the log.
 */
record Swap(Disk disk, WorkFolder work) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A publication that has begun, and the log it goes to. */
  private record Pending(PublicationLog log, Publication publication) {}

  /**
   * Swaps.
   *
   * @param standing what is there, as it was when the ready folder was made; null for nothing
   * @throws SkillFolderException when it was changed since; then nothing is done
   */
  void run(Publication publication, Path backups, @Nullable FolderContents standing)
      throws IOException {
    boolean asRead =
        standing == null
            ? !Files.exists(work.target(), LinkOption.NOFOLLOW_LINKS)
            : standing.isAsRead();
    if (!asRead) {
      throw new SkillFolderException(
          work.target() + " was changed while its next version was written; try again");
    }
    disk.replace(work.pending(), pending(publication, backups));
    if (publication.backup() != null) {
      disk.move(work.target(), Path.of(publication.backup()));
    }
    disk.move(work.ready(), work.target());
    recover();
  }

  /** Completes or undoes what was begun, and deletes what is left of it. */
  void recover() throws IOException {
    Optional<Pending> pending = pending();
    if (pending.isPresent()) {
      boolean ready = Files.exists(work.ready());
      if (ready && isVacant(work.target())) {
        disk.move(work.ready(), work.target());
        ready = false;
      }
      if (!ready) {
        pending.get().log().add(pending.get().publication());
      }
      disk.delete(work.pending());
      disk.sync(work.folder());
    }
    disk.deleteTree(work.partial());
    disk.deleteTree(work.ready());
    disk.deleteTree(work.trash());
  }

  /** Whether a reader must wait for somebody, or put right what somebody left. */
  boolean isUnfinished() {
    return isVacant(work.target()) && Files.exists(work.pending());
  }

  private static boolean isVacant(Path target) {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(target)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] pending(Publication publication, Path backups) {
    String text =
        "{\"backups\":%s,\"publication\":%s}\n"
            .formatted(
                JSON.getNodeFactory().textNode(backups.toString()),
                PublicationLog.line(publication));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<Pending> pending() throws IOException {
    if (!Files.exists(work.pending())) {
      return Optional.empty();
    }
    JsonNode node = JSON.readTree(Files.readString(work.pending()));
    Path backups = Path.of(node.path("backups").asText());
    return PublicationLog.parse(node.path("publication").toString())
        .map(p -> new Pending(PublicationLog.in(disk, backups), p));
  }
}
