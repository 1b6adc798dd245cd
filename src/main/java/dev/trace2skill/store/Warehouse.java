package dev.trace2skill.store;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;

import dev.trace2skill.model.UserError;
import io.delta.exceptions.ConcurrentAppendException;
import io.delta.tables.DeltaTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The folder that holds every table: a local directory, {@code s3a://} or any other file system
 * that Hadoop reads. A table comes into being with its first rows; until then it reads as empty.
 *
 * @param learning what is left of the current trajectories for those who learn from them
 */
public record Warehouse(SparkSession spark, String path, UnaryOperator<Dataset<Row>> learning) {

  /** A warehouse of whose runs all may be learnt from. */
  public Warehouse(SparkSession spark, String path) {
    this(spark, path, UnaryOperator.identity());
  }

  /** The same, of whose current trajectories only some may be seen. */
  public Warehouse seeing(UnaryOperator<Dataset<Row>> some) {
    return new Warehouse(spark, path, rows -> some.apply(learning.apply(rows)));
  }

  private static final Pattern COMMIT = Pattern.compile("([0-9]{20})\\.json");

  /** Where a table or a file of the warehouse lies. */
  public String location(String name) {
    return new Path(path, name).toString();
  }

  /** Whether it is a folder, which other machines have only when it is shared. */
  public boolean isOnOneMachine() {
    try {
      return new Path(path)
          .getFileSystem(spark.sparkContext().hadoopConfiguration())
          .getUri()
          .getScheme()
          .equals("file");
    } catch (IOException e) {
      throw new UserError("cannot get to the warehouse " + path + ": " + PlatformTrouble.line(e));
    }
  }

  /** Whether a table has been written; a first append that failed leaves a log without commits. */
  public boolean has(Table<?> table) {
    return version(table).isPresent();
  }

  /**
   * The number of a table's last commit; empty when the table does not exist yet.
   *
   * @throws UserError when the warehouse cannot be reached
   */
  public OptionalLong version(Table<?> table) {
    Path log = new Path(location(table.name()), "_delta_log");
    try {
      FileStatus[] files =
          log.getFileSystem(spark.sparkContext().hadoopConfiguration()).listStatus(log);
      return Arrays.stream(files)
          .map(f -> COMMIT.matcher(f.getPath().getName()))
          .filter(Matcher::matches)
          .mapToLong(m -> Long.parseLong(m.group(1)))
          .max();
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      // No such file system or bucket, no key to it, no way there.
      throw new UserError(
          "cannot look into the warehouse " + path + ": " + PlatformTrouble.line(e));
    }
  }

  /**
   * All rows of a table; none when it does not exist yet. Columns that an earlier version did not
   * write are null.
   */
  public Dataset<Row> read(Table<?> table) {
    StructType schema = table.codec().schema();
    if (!has(table)) {
      return spark.createDataFrame(List.of(), schema);
    }
    Dataset<Row> rows = spark.read().format("delta").load(location(table.name()));
    Set<String> there = Set.of(rows.columns());
    for (StructField field : schema.fields()) {
      if (!there.contains(field.name())) {
        rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
      }
    }
    return rows;
  }

  /**
   * The trajectories that count: those that no later one stands in for, and that may be learnt
   * from.
   */
  public Dataset<Row> currentTrajectories() {
    return learning.apply(unsuperseded());
  }

  private Dataset<Row> unsuperseded() {
    Dataset<Row> all = read(Tables.TRAJECTORIES);
    if (!has(Tables.SUPERSESSIONS)) {
      return all;
    }
    Dataset<Row> stored = all.select(col("trajectory_id").as("by_trajectory_id"));
    Dataset<Row> superseded =
        read(Tables.SUPERSESSIONS)
            .join(stored, "by_trajectory_id")
            .select("trajectory_id")
            .distinct();
    return all.join(broadcast(superseded), new String[] {"trajectory_id"}, "left_anti");
  }

  /**
   * Appends the rows whose key is not in the table yet, in one pass over {@code rows}. Doing it
   * again adds nothing, nor does another driver who does the same at the same time. Keys in {@code
   * rows} are distinct; a row without one fails the job.
   */
  public void append(Table<?> table, Dataset<Row> rows) {
    String[] key = table.key().toArray(String[]::new);
    Conflicts.retried(
        () ->
            write(
                table,
                there -> there ? rows.join(read(table).selectExpr(key), key, "left_anti") : rows));
  }

  /** Appends rows of which none is in the table yet; the caller sees to that. */
  public void appendNew(Table<?> table, Dataset<Row> rows) {
    appendNew(table, rows, version(table));
  }

  /**
   * Appends rows of which none was in some version of the table.
   *
   * @param seen the version that the caller compared them with; empty when there was no table
   * @throws org.apache.spark.sql.delta.DeltaConcurrentModificationException when another driver put
   *     rows there since; see {@link Conflicts#retried}
   */
  public void appendNew(Table<?> table, Dataset<Row> rows, OptionalLong seen) {
    String[] key = table.key().toArray(String[]::new);
    write(
        table,
        there -> {
          if (!version(table).equals(seen)) {
            throw new ConcurrentAppendException("there is a later version of " + table.name());
          }
          if (!there) {
            return rows;
          }
          // None, as a rule. Reading the table here is what makes Delta notice a conflict.
          Dataset<Row> known =
              read(table).selectExpr(key).join(rows.selectExpr(key), key, "left_semi");
          return rows.join(broadcast(known), key, "left_anti");
        });
  }

  private void write(Table<?> table, Function<Boolean, Dataset<Row>> rows) {
    spark.sparkContext().setJobDescription("append to " + table.name());
    boolean there = has(table);
    try {
      rows.apply(there)
          .select(columns(table))
          .write()
          .format("delta")
          // The second table of that name would not be compared with the first.
          .mode(there ? "append" : "errorifexists")
          // A column that is new in this version joins the table.
          .option("mergeSchema", "true")
          .save(location(table.name()));
    } finally {
      spark.sparkContext().setJobDescription(null);
    }
  }

  /**
   * Gives rows that are in the table already other values in some columns.
   *
   * @param changes the key and the columns to set, one row a key
   */
  public void update(Table<?> table, Dataset<Row> changes) {
    spark.sparkContext().setJobDescription("update " + table.name());
    Map<String, String> set =
        Arrays.stream(changes.columns())
            .filter(name -> !table.key().contains(name))
            .collect(Collectors.toMap(name -> name, name -> "new." + name));
    String same =
        table.key().stream()
            .map(name -> "old." + name + " = new." + name)
            .collect(Collectors.joining(" and "));
    Conflicts.retried(
        () ->
            DeltaTable.forPath(spark, location(table.name()))
                .as("old")
                .merge(changes.as("new"), same)
                .whenMatched()
                .updateExpr(set)
                .execute());
    spark.sparkContext().setJobDescription(null);
  }

  /**
   * Deletes rows, and says how many. Earlier versions of the table keep them until it is vacuumed.
   */
  public long delete(Table<?> table, Column which) {
    if (!has(table)) {
      return 0;
    }
    long count = read(table).where(which).count();
    if (count > 0) {
      spark.sparkContext().setJobDescription("delete from " + table.name());
      Conflicts.retried(() -> DeltaTable.forPath(spark, location(table.name())).delete(which));
      spark.sparkContext().setJobDescription(null);
    }
    return count;
  }

  /** Appends rows made on the driver. */
  public <T extends Record> void append(Table<T> table, List<T> rows) {
    if (!rows.isEmpty()) {
      append(table, table.rows(spark, rows));
    }
  }

  private static Column[] columns(Table<?> table) {
    return Arrays.stream(table.codec().schema().fieldNames())
        .map(name -> table.key().contains(name) ? key(table, name) : col(name))
        .toArray(Column[]::new);
  }

  /** A key column without gaps: a row that lacks its key would be appended again and again. */
  private static Column key(Table<?> table, String name) {
    Column missing = raise_error(lit("a row of " + table.name() + " has no " + name));
    return coalesce(col(name), missing).as(name);
  }
}
