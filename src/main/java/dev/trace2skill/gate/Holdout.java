package dev.trace2skill.gate;

import dev.trace2skill.store.Warehouse;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is kept from those who learn.
 *
 * @param timeline null when runs of all times may be learnt from
 */
public record Holdout(SplitSettings split, @Nullable Timeline timeline) {

  /** Leaves of a warehouse's runs those that may be learnt from. */
  public UnaryOperator<Dataset<Row>> learning(Warehouse warehouse) {
    UnaryOperator<Dataset<Row>> ofTasks = new Splits(warehouse, split).learning();
    if (timeline == null) {
      return ofTasks;
    }
    Timeline.Cut cut = timeline.cut(warehouse);
    return runs -> cut.learnt(ofTasks.apply(runs));
  }
}
