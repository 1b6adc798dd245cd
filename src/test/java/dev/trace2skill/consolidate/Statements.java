package dev.trace2skill.consolidate;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.simulate.SyntheticPatches;
import dev.trace2skill.store.RecordCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A statement for the tests of grouping.
 *
 * @param trajectoryCount trajectories that propose exactly this
 */
record Statements(String exactId, Edit edit, long trajectoryCount) {

  private static final RecordCodec<Statements> CODEC = new RecordCodec<>(Statements.class);

  static Statements of(Edit edit, long trajectoryCount) {
    return new Statements(ContentId.of(edit.toString()), edit, trajectoryCount);
  }

  /** Lessons that say something in one section, each proposed by one trajectory. */
  static List<Statements> saying(String... texts) {
    return Arrays.stream(texts).map(text -> of(Edit.append("SKILL.md", "Rules", text), 1)).toList();
  }

  /** Made-up statements, each once, with how often it was made. */
  static List<Statements> madeUp(long seed, long edits) {
    SyntheticPatches patches = new SyntheticPatches(seed, edits);
    Map<String, Statements> byId = new TreeMap<>();
    LongStream.range(0, patches.size())
        .mapToObj(patches::patch)
        .flatMap(patch -> patch.edits().stream())
        .map(edit -> of(edit, 1))
        .forEach(s -> byId.merge(s.exactId(), s, Statements::plus));
    return List.copyOf(byId.values());
  }

  private Statements plus(Statements same) {
    return new Statements(exactId, edit, trajectoryCount + same.trajectoryCount);
  }

  static Dataset<Row> rows(SparkSession spark, List<Statements> statements) {
    return spark.createDataFrame(statements.stream().map(CODEC::toRow).toList(), CODEC.schema());
  }
}
