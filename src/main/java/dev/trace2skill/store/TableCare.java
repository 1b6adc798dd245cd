package dev.trace2skill.store;

import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.UserError;
import io.delta.tables.DeltaTable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What the tables of a warehouse need now and then: larger files, and no files of the past. */
public final class TableCare {

  /** How long files stay that no table has any more: a reader may have begun before they went. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** The least that is sure: no command of ours reads one version of a table for longer. */
  public static final Duration LEAST_KEPT = Duration.ofDays(1);

  private static final String CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";

  /**
   * Tasks that list files: a table of ours has one folder, and Delta would start 10,000 of them.
   */
  private static final String LISTING = "spark.sql.sources.parallelPartitionDiscovery.parallelism";

  private static final long FULL_FILE_BYTES = 128L << 20;

  private final Warehouse warehouse;

  public TableCare(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The files of a table as it is now. */
  public record Files(String table, long count, long bytes) {

    /** Whether fewer files would hold the same. */
    public boolean canShrink() {
      return count > 1 && bytes / count < FULL_FILE_BYTES;
    }
  }

  /**
   * The tables that exist, all or some.
   *
   * @param names of tables; empty for all
   * @throws UserError when one of them is none of ours
   */
  public List<Files> files(Collection<String> names) {
    List<String> known = Tables.ALL.stream().map(Table::name).toList();
    names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new UserError("no table '" + name + "'; known: " + String.join(", ", known));
            });
    return Tables.ALL.stream()
        .filter(table -> names.isEmpty() || names.contains(table.name()))
        .filter(warehouse::has)
        .map(table -> files(table.name()))
        .toList();
  }

  private Files files(String table) {
    Row row = table(table).detail().select(col("numFiles"), col("sizeInBytes")).first();
    return new Files(table, row.getLong(0), row.getLong(1));
  }

  /**
   * Puts the rows of small files into larger ones. Rows and their readers are left alone; who
   * changes the same rows meanwhile begins anew.
   */
  public Files compact(String table) {
    Conflicts.retried(() -> table(table).optimize().executeCompaction());
    return files(table);
  }

  /**
   * Deletes the files that a table has had no more for some time.
   *
   * @param keep how long they stay
   * @param dryRun only says how many there are; 1,000 stands for more than that, too
   * @return the files that were, or would be, deleted
   */
  public long vacuum(String table, Duration keep, boolean dryRun) {
    SparkSession spark = warehouse.spark();
    String location = warehouse.location(table).replace("`", "``");
    spark.conf().set(CHECK, keep.compareTo(KEPT) >= 0);
    spark.conf().set(LISTING, spark.sparkContext().defaultParallelism());
    try {
      String statement = "VACUUM delta.`%s` RETAIN %d HOURS DRY RUN";
      long files = spark.sql(statement.formatted(location, keep.toHours())).count();
      if (!dryRun && files > 0) {
        var unused =
            spark.sql("VACUUM delta.`%s` RETAIN %d HOURS".formatted(location, keep.toHours()));
      }
      return files;
    } finally {
      spark.conf().unset(CHECK);
      spark.conf().unset(LISTING);
    }
  }

  private DeltaTable table(String name) {
    return DeltaTable.forPath(warehouse.spark(), warehouse.location(name));
  }
}
