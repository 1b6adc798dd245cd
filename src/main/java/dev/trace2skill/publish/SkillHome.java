package dev.trace2skill.publish;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a skill lies, together with what stood there before. Whatever changes it is done by one
 * process at a time, wholly or not at all, and each method first puts right what a crash left.
 *
 * <p>The text files of a {@link Skill} are ours: a version that is put there replaces them, and
 * removes those that it lacks. Everything else in the place stays as it is: files that are no UTF-8
 * text, hold a NUL or more than 1 MB; links; hidden files; all outside {@code SKILL.md}, {@code
 * references/}, {@code scripts/} and {@code assets/}; and folders with nothing in them.
 */
public interface SkillHome {

  /** The place, as publications name it. */
  String target();

  /** The skill's name: the last part of the place. */
  String name();

  /**
   * The skill's text files; empty when there is no skill.
   *
   * @throws SkillFolderException when what is there is no skill
   */
  Optional<Skill> read() throws IOException;

  /** All that was published to this place, oldest first. */
  List<Publication> log() throws IOException;

  /**
   * Puts a skill in the place of the one that stands there, which is kept.
   *
   * @return empty when the same skill stands there already
   */
  Optional<Publication> put(Skill skill, Change change, Check check) throws IOException;

  /** What stood there before, the last to be replaced first. */
  List<Kept> kept() throws IOException;

  /**
   * Puts back what stood there before, with all that lay beside its texts.
   *
   * @return empty when just that stands there
   */
  Optional<Publication> restore(Kept kept, Change change) throws IOException;

  /**
   * Deletes what is kept beyond a number, as far as nothing is lost by it: see {@link Retention}.
   *
   * @param stored which of the given ids of skills can be published again
   * @return how many went
   */
  int prune(int keep, UnaryOperator<Set<String>> stored) throws IOException;

  /**
   * Writes a version where somebody can look at it, and leaves the skill alone.
   *
   * @param review says in Markdown what is different from the skill that stands
   */
  Staged stage(SkillVersion version, Instant at, Check check, Review review) throws IOException;

  /** What is staged for this place, oldest first. */
  List<Staged> staged() throws IOException;

  /** The texts of what was staged, as they are now. */
  Skill read(Staged staged) throws IOException;

  /** Deletes what was staged. */
  void unstage(Staged staged) throws IOException;

  /** What {@link #put} would carry over, by path. */
  List<Carried> carried() throws IOException;

  /** Looks at what stands in a place before it is replaced, and throws when it must stay. */
  interface Check {
    void look(@Nullable Standing standing) throws IOException;
  }

  /** Says in Markdown what a version would change. */
  interface Review {
    String of(@Nullable Skill standing) throws IOException;
  }

  /**
   * What is done to a place, and why.
   *
   * @param gate see {@link Publication}
   */
  record Change(
      Publication.Action action,
      @Nullable String skillVersionId,
      @Nullable String gate,
      Instant at) {}

  /**
   * A version that waits for somebody to look at it.
   *
   * @param place where it is, with the review beside it
   * @param standingSkillId the skill that stood when it was staged; null when none did
   * @param standingRestId see {@link Standing}
   */
  record Staged(
      String place,
      String skillVersionId,
      String skillId,
      @Nullable String standingSkillId,
      @Nullable String standingRestId,
      Instant stagedAt) {}
}
