package dev.trace2skill.ingest;

import static dev.trace2skill.store.Tables.INGESTED_FILES;
import static dev.trace2skill.store.Tables.REJECTS;
import static dev.trace2skill.store.Tables.TRACE_FILES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.trace2skill.ingest.FileReader.Reading;
import dev.trace2skill.ingest.Found.TraceRecord;
import dev.trace2skill.ingest.NewTrajectories.Added;
import dev.trace2skill.store.Conflicts;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Some files on their way into the tables. They enter the ledger last, so that a wave which is cut
 * off is done again, and what is appended before them is keyed by its contents.
 */
final class Wave {

  private static final Table<Found> FOUND = Table.of("found", Found.class);
  private static final Table<TraceRecord> RECORDS = Table.of("records", TraceRecord.class);
  private static final String[] TRACE = {"format", "trace"};

  private final Warehouse warehouse;
  private final List<FoundFile> units;
  private final Reading reading;

  Wave(Warehouse warehouse, List<FoundFile> units, Reading reading) {
    this.warehouse = warehouse;
    this.units = units;
    this.reading = reading;
  }

  /** Reads and stores the files, and says what was in them. */
  IngestCounts store() {
    describe("read " + units.size() + " files");
    Dataset<Row> found = read(units, reading).persist(StorageLevel.MEMORY_AND_DISK());
    @Nullable Dataset<Row> assembled = null;
    try {
      List<Row> sums = sums(found);
      List<IngestCounts.Format> formats = formats(sums);
      Dataset<Row> all = found;
      Dataset<Row> records = found.where("record is not null").select("record.*");
      if (sums.stream().anyMatch(r -> r.getLong(10) > 0)) {
        describe("put traces together");
        assembled = assembled(records).persist(StorageLevel.MEMORY_AND_DISK());
        all =
            found
                .withColumn("assembled", lit(false))
                .union(assembled.withColumn("assembled", lit(true)));
        formats = withTraces(formats, assembled);
      } else {
        all = all.withColumn("assembled", lit(false));
      }
      return store(all, records, assembled != null, formats);
    } finally {
      found.unpersist();
      if (assembled != null) {
        assembled.unpersist();
      }
      describe(null);
    }
  }

  private Dataset<Row> read(List<FoundFile> files, Reading how) {
    List<List<FoundFile>> tasks =
        Waves.tasks(files, warehouse.spark().sparkContext().defaultParallelism());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    Broadcast<SerializableConfiguration> conf =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    return warehouse
        .spark()
        .createDataFrame(
            spark
                .parallelize(tasks, tasks.size())
                .flatMap(
                    task ->
                        new FlatIterator<>(
                            task.iterator(),
                            unit ->
                                new UnitReader(unit, new HadoopFiles(conf.value().value()), how)))
                .map(FOUND.codec()::toRow),
            FOUND.codec().schema());
  }

  /** Sums by adapter, of all that the files account for: a row for each of a few adapters. */
  private static List<Row> sums(Dataset<Row> found) {
    return found
        .where("file is not null")
        .select("file.*")
        .groupBy("format")
        .agg(
            count(lit(1)),
            sum("record_count"),
            sum("used_count"),
            sum("duplicate_count"),
            sum("rejected_count"),
            sum("outside_count"),
            sum("trajectory_count"),
            sum("reject_count"),
            sum("repaired_count"),
            sum("fragment_count"))
        .collectAsList();
  }

  private static List<IngestCounts.Format> formats(List<Row> sums) {
    return sums.stream()
        .map(
            r ->
                new IngestCounts.Format(
                    r.getString(0),
                    r.getLong(1),
                    r.getLong(2),
                    r.getLong(3),
                    r.getLong(4),
                    r.getLong(5),
                    r.getLong(6),
                    r.getLong(7),
                    r.getLong(8),
                    r.getLong(9)))
        .toList();
  }

  /** The counts with what became of the records of traces, which were only passed on before. */
  private static List<IngestCounts.Format> withTraces(
      List<IngestCounts.Format> formats, Dataset<Row> assembled) {
    Map<String, IngestCounts.Format> byName = new LinkedHashMap<>();
    formats.forEach(f -> byName.put(f.format(), f));
    for (Row r :
        assembled
            .where("account is not null")
            .select("account.*")
            .groupBy("format")
            .agg(
                sum("duplicate_count"),
                sum("rejected_count"),
                sum("outside_count"),
                sum("trajectory_count"),
                sum("repaired_count"))
            .collectAsList()) {
      long gone = r.getLong(1) + r.getLong(2) + r.getLong(3);
      byName.computeIfPresent(
          r.getString(0),
          (name, f) ->
              new IngestCounts.Format(
                  name,
                  f.files(),
                  f.records(),
                  f.used() - gone,
                  f.duplicates() + r.getLong(1),
                  f.rejected() + r.getLong(2),
                  f.outside() + r.getLong(3),
                  f.trajectories() + r.getLong(4),
                  f.rejects() + r.getLong(2),
                  f.repaired() + r.getLong(5)));
    }
    return List.copyOf(byName.values());
  }

  /** The traces that the records belong to, with what earlier files hold of them. */
  private Dataset<Row> assembled(Dataset<Row> records) {
    Dataset<Row> all = records;
    List<FoundFile> earlier = earlierFiles(records);
    if (!earlier.isEmpty()) {
      all =
          records.union(
              read(earlier, reading)
                  .where("record is not null")
                  .select("record.*")
                  .join(records.select(col("format"), col("trace")).distinct(), TRACE, "left_semi")
                  .select(records.columns()[0], rest(records)));
    }
    Scope scope = reading.scope();
    Intake intake = reading.intake();
    return all.repartition(col("format"), col("trace"))
        .sortWithinPartitions("format", "trace", "modified_at", "uri", "place")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows ->
                    new MappedIterator<>(
                        new Assembly(
                            new MappedIterator<>(rows, RECORDS.codec()::fromRow), scope, intake),
                        FOUND.codec()::toRow),
            FOUND.codec().encoder());
  }

  private static String[] rest(Dataset<Row> rows) {
    String[] names = rows.columns();
    return Arrays.copyOfRange(names, 1, names.length);
  }

  /**
   * Files of earlier ingests, as they are now, that hold records of the same traces: few, as
   * exports overlap at their edges. One that is gone is passed over.
   */
  private List<FoundFile> earlierFiles(Dataset<Row> records) {
    if (!warehouse.has(TRACE_FILES)) {
      return List.of();
    }
    Set<String> here =
        units.stream().flatMap(FoundFile::members).map(FoundFile::uri).collect(Collectors.toSet());
    return warehouse
        .read(TRACE_FILES)
        .join(records.select("format", "trace").distinct(), TRACE, "left_semi")
        .select("uri")
        .distinct()
        .orderBy("uri")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .filter(uri -> !here.contains(uri))
        .map(uri -> TraceFiles.find(uri, warehouse.spark().sparkContext().hadoopConfiguration()))
        .filter(Objects::nonNull)
        .toList();
  }

  private IngestCounts store(
      Dataset<Row> all, Dataset<Row> records, boolean traces, List<IngestCounts.Format> formats) {
    long made = formats.stream().mapToLong(IngestCounts.Format::trajectories).sum();
    Added added =
        made == 0
            ? new Added(0, 0)
            : Conflicts.retried(() -> new NewTrajectories(warehouse, all).add(made));
    if (formats.stream().anyMatch(f -> f.rejects() > 0)) {
      warehouse.append(
          REJECTS, all.where("reject is not null").select("reject.*").dropDuplicates("reject_id"));
    }
    if (traces) {
      warehouse.append(TRACE_FILES, records.select("format", "trace", "uri").distinct());
    }
    warehouse.append(INGESTED_FILES, all.where("file is not null").select("file.*"));
    return new IngestCounts(
        0,
        0,
        added.fresh(),
        made - added.fresh(),
        added.superseded(),
        0,
        formats,
        made == 0 ? Map.of() : redactions(all));
  }

  private static Map<String, Long> redactions(Dataset<Row> all) {
    return all
        .select(explode(col("redactions")).as("one"))
        .groupBy("one.name")
        .agg(sum("one.value"))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(r -> r.getString(0), r -> r.getLong(1)));
  }

  private void describe(@Nullable String what) {
    warehouse.spark().sparkContext().setJobDescription(what);
  }
}
