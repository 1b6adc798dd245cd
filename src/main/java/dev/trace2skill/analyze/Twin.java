package dev.trace2skill.analyze;

import dev.trace2skill.model.Patch;
import org.jspecify.annotations.Nullable;

/** A run that another stands for, and what was found on that one. */
public record Twin(Patch patch, String trajectoryId, @Nullable String principalId) {

  Patch carriedOver() {
    return patch.carriedOver(trajectoryId, principalId);
  }
}
