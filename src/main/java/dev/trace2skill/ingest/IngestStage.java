package dev.trace2skill.ingest;

import static dev.trace2skill.store.Tables.INGESTED_FILES;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.ingest.FileReader.Reading;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.KnownEvidenceAdapters;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/**
 * {@code trace files -> trajectories, tasks, rejects, ingested_files}.
 *
 * <p>Only files are read that are new or have changed since they were read: {@code ingested_files}
 * is the ledger, keyed by address, length and time of last change, and a file enters it after all
 * that it held is stored. A job that is killed leaves files out of the ledger; the next one reads
 * them again, and as rows are keyed by their contents, that adds what is missing and nothing else.
 * Spark's own file stream keeps such a ledger in its checkpoint, but knows a file by its address
 * alone: a session that has grown would never be read again.
 */
public final class IngestStage {

  private static final int CORES_OF_A_WAVE = 8;

  private final Warehouse warehouse;
  private final OutcomePolicy policy;
  private final String runId;
  private final long waveBytes;

  /**
   * The stage for one run.
   *
   * @param runId what the rows of {@code ingested_files} name as the run that read them
   */
  public IngestStage(Warehouse warehouse, OutcomeSettings outcomes, String runId) {
    this(warehouse, outcomes, runId, waveBytes(warehouse));
  }

  IngestStage(Warehouse warehouse, OutcomeSettings outcomes, String runId, long waveBytes) {
    this.warehouse = warehouse;
    this.policy = new OutcomePolicy(outcomes);
    this.runId = runId;
    this.waveBytes = waveBytes;
  }

  /** So that a wave keeps many cores as busy as it keeps a few. */
  private static long waveBytes(Warehouse warehouse) {
    int cores = warehouse.spark().sparkContext().defaultParallelism();
    return Waves.WAVE_BYTES * Math.max(1, cores / CORES_OF_A_WAVE);
  }

  /**
   * Fails, before anything is written, when there is nothing to read.
   *
   * @throws UserError when a path does not exist, nothing lies below it or the format is unknown
   */
  public static void check(Warehouse warehouse, List<String> paths, @Nullable String format) {
    if (format != null) {
      Adapters.of(format);
    }
    TraceFiles.below(paths, warehouse.spark().sparkContext().hadoopConfiguration());
  }

  /** Told about each wave as it is stored. */
  public interface Listener {
    /**
     * One more wave is stored.
     *
     * @param done bytes read so far
     * @param total bytes to read
     */
    void stored(long done, long total, IngestCounts soFar);
  }

  /** Reads what is new below the paths, wave by wave. */
  public IngestCounts run(IngestRequest request, Listener listener) {
    if (request.format() != null) {
      Adapters.of(request.format());
    }
    List<FoundFile> listed =
        TraceFiles.below(request.paths(), warehouse.spark().sparkContext().hadoopConfiguration());
    Instant settledBefore = Instant.now().minus(request.settled());
    List<FoundFile> settled =
        request.settled().isZero()
            ? listed
            : listed.stream().filter(f -> f.modifiedAt().isBefore(settledBefore)).toList();
    Set<String> read = request.again() ? Set.of() : read(settled, request.scope());
    List<FoundFile> units =
        Units.of(settled, KnownEvidenceAdapters.all()).stream()
            .filter(unit -> unit.members().anyMatch(f -> isNew(f, request.scope(), read)))
            .toList();
    long reading = units.stream().mapToLong(unit -> 1 + unit.parts().size()).sum();
    IngestCounts counts =
        IngestCounts.none(settled.size() - reading, listed.size() - settled.size());
    long total = units.stream().mapToLong(FoundFile::totalByteCount).sum();
    long done = 0;
    Reading how = new Reading(runId, request.scope(), new Intake(policy));
    for (List<FoundFile> wave : Waves.of(units, waveBytes)) {
      counts = counts.plus(new Wave(warehouse, wave, how).store());
      done += wave.stream().mapToLong(FoundFile::totalByteCount).sum();
      listener.stored(done, total, counts);
    }
    return counts;
  }

  /**
   * Stores labels, and sets the outcomes of all trajectories as the labels and the settings have
   * them by now.
   *
   * @param labels files that say how runs went: CSV, JSON lines or Parquet
   * @return trajectories whose outcome changed
   */
  public long judge(List<String> labels) {
    new Labels(warehouse).store(labels);
    return new Outcomes(warehouse, policy).update();
  }

  private static boolean isNew(FoundFile file, Scope scope, Set<String> read) {
    return ids(file, scope).noneMatch(read::contains);
  }

  /** What the ledger may know a file by: a file read without a window needs no window any more. */
  private static Stream<String> ids(FoundFile file, Scope scope) {
    return Stream.of(scope.fileId(file), scope.whole().fileId(file)).distinct();
  }

  /** The ids among those of the listed files that the ledger has; as many as files are listed. */
  private Set<String> read(List<FoundFile> files, Scope scope) {
    if (!warehouse.has(INGESTED_FILES)) {
      return Set.of();
    }
    List<String> ids = files.stream().flatMap(f -> ids(f, scope)).toList();
    return new HashSet<>(
        warehouse
            .spark()
            .createDataset(ids, Encoders.STRING())
            .toDF("file_id")
            .join(
                warehouse.read(INGESTED_FILES).where(col("status").equalTo("read")),
                new String[] {"file_id"},
                "left_semi")
            .as(Encoders.STRING())
            .collectAsList());
  }
}
