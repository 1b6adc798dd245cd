package dev.trace2skill.model;

import java.util.List;

/**
 * A cause of failure that a simulator planted: the yardstick for lessons.
 *
 * @param features keys of the features by which an analyst may recognise the cause
 */
public record PlantedCause(String causeId, String description, List<String> features) {

  public PlantedCause {
    features = List.copyOf(features);
  }
}
