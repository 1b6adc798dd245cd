package dev.trace2skill.consolidate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that are cut off from how they were made, where plans would grow from round to round. */
final class Checkpoint {

  private Checkpoint() {}

  /** The same rows, computed now. On a cluster two executors have them, so that one may die. */
  static Dataset<Row> of(Dataset<Row> rows) {
    boolean alone = rows.sparkSession().sparkContext().isLocal();
    return rows.localCheckpoint(
        true, alone ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.MEMORY_AND_DISK_2());
  }
}
