package dev.trace2skill.report;

import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one consolidation of the skill made.
 *
 * @param endedAt when the command ended that made it first
 * @param version null when nothing was learnt, and for versions too long ago to be shown
 * @param acceptedCount lessons in the skill
 * @param waitingCount lessons with too little support
 * @param verdicts about the version
 */
public record Edition(
    String consolidationId,
    Instant endedAt,
    @Nullable SkillVersion version,
    long acceptedCount,
    long waitingCount,
    List<Verdict> verdicts) {

  public Edition {
    verdicts = List.copyOf(verdicts);
  }
}
