package dev.trace2skill.spi;

import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Trajectory;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run, as the harness tells it.
 *
 * @param trajectory what happened, where the adapter itself saw it
 * @param transcripts what the agent wrote down of it, the fullest first: the steps come from the
 *     first that can be read, and of the others what it does not have
 * @param judgements what else the harness says of how the run ended; never that it went well
 * @param ended how the agent's program ended; null when there was none
 * @param trouble why it is the harness's fault, and not the agent's, that the run came to nothing;
 *     null when it is not
 */
public record HarnessRun(
    @Nullable Trajectory trajectory,
    List<Transcript> transcripts,
    List<Judgement> judgements,
    @Nullable Ended ended,
    @Nullable String trouble) {

  /**
   * A file that an {@link EvidenceAdapter} reads.
   *
   * @param format the adapter's name
   */
  public record Transcript(String format, Path file) {}

  public HarnessRun {
    transcripts = List.copyOf(transcripts);
    judgements = List.copyOf(judgements);
  }

  /** A run of a program that left transcripts. */
  public static HarnessRun of(Ended ended, List<Transcript> transcripts) {
    return new HarnessRun(null, transcripts, List.of(), ended, null);
  }

  /** A run that the adapter itself carried out. */
  public static HarnessRun of(Trajectory trajectory) {
    return new HarnessRun(trajectory, List.of(), List.of(), null, null);
  }

  /** A run that came to nothing by the harness's fault. */
  public static HarnessRun broken(String trouble) {
    return new HarnessRun(null, List.of(), List.of(), null, trouble);
  }

  /** The same, which came to nothing by the harness's fault. */
  public HarnessRun troubled(String why) {
    return new HarnessRun(trajectory, transcripts, judgements, ended, why);
  }
}
