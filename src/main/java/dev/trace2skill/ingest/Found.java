package dev.trace2skill.ingest;

import dev.trace2skill.model.IngestedFile;
import dev.trace2skill.model.Reject;
import dev.trace2skill.model.Trajectory;
import org.jspecify.annotations.Nullable;

/** One thing found in a trace file; after its last record comes the account of the file itself. */
public record Found(
    @Nullable Trajectory trajectory, @Nullable Reject reject, @Nullable IngestedFile file) {

  static Found of(Trajectory trajectory) {
    return new Found(trajectory, null, null);
  }

  static Found of(Reject reject) {
    return new Found(null, reject, null);
  }

  static Found of(IngestedFile file) {
    return new Found(null, null, file);
  }
}
