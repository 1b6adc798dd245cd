package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.SKILL_BASES;

import dev.trace2skill.consolidate.ConsolidateModels;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.consolidate.Proposers;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillBase;
import dev.trace2skill.model.UserError;
import dev.trace2skill.simulate.SyntheticPatches;
import dev.trace2skill.spi.SkillFormat;
import dev.trace2skill.store.RecordCodec;
import dev.trace2skill.store.Sessions;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the cost of a consolidation grows with the edits. */
@Command(
    name = "consolidate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes up patches, half of them about one section, many of them the same in other words, and",
      "consolidates them; then consolidates the stored edits again at another threshold."
    },
    footer = {
      "",
      "The first size pays for starting Spark and compiling; run it alone to see how much that is.",
      "Example: TRACE2SKILL_MEMORY=4g trace2skill bench consolidate --edits 10000,100000"
    })
final class BenchConsolidateCommand implements Callable<Integer> {

  private static final String NAME = "bench";
  private static final Proposers PROPOSERS = Proposers.of(List.of("success"));

  @Spec private CommandSpec spec;

  @Option(
      names = "--edits",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,10000,100000,1000000",
      description = "How many edits, one size after another; ${DEFAULT-VALUE} unless given.")
  private List<Long> sizes = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What decides everything that is made up; ${DEFAULT-VALUE} unless given.")
  private long seed;

  @Option(
      names = "--work",
      paramLabel = "PLACE",
      description = "Where the tables go; a temporary folder, unless given.")
  private @Nullable String work;

  /** What one size took. */
  private record Measured(ConsolidateStage.Result result, double seconds, double again) {}

  @Override
  public Integer call() throws IOException {
    if (sizes.stream().anyMatch(n -> n < 1)) {
      throw new UserError("--edits must be at least 1");
    }
    SparkSession spark = Sessions.open("trace2skill bench consolidate", "local[2]", Map.of());
    try (Scratch scratch = Scratch.in(work, spark.sparkContext().hadoopConfiguration())) {
      List<List<String>> rows = new ArrayList<>();
      for (long edits : sizes) {
        Warehouse warehouse = new Warehouse(spark, scratch.resolve(rows.size() + "-" + edits));
        rows.add(row(edits, measured(warehouse, edits)));
      }
      TextTable.print(
          spec.commandLine().getOut(),
          List.of(
              "edits",
              "lessons",
              "accepted",
              "conflicts",
              "seconds",
              "ms an edit",
              "another threshold s",
              "peak memory MB"),
          rows,
          40);
      return 0;
    } finally {
      spark.stop();
    }
  }

  private Measured measured(Warehouse warehouse, long edits) {
    SyntheticPatches patches = new SyntheticPatches(seed, edits);
    RecordCodec<Patch> codec = PATCHES.codec();
    warehouse.append(
        SKILL_BASES, List.of(new SkillBase(NAME, patches.patch(0).baseSkillId(), base().files())));
    warehouse.appendNew(
        PATCHES,
        warehouse
            .spark()
            .range(patches.size())
            .map((MapFunction<Long, Row>) n -> codec.toRow(patches.patch(n)), codec.encoder()));
    ConsolidateSettings settings = ConsolidateSettings.DEFAULT;
    long start = System.nanoTime();
    ConsolidateStage.Result result =
        stage(warehouse, settings).run(PROPOSERS, NAME, base(), "no corpus");
    double seconds = seconds(start);
    spec.commandLine().getErr().println("%,d edits in %.1f s".formatted(edits, seconds));
    forget(warehouse.spark());
    start = System.nanoTime();
    var unused =
        stage(warehouse, settings.withThresholds(settings.minSupport() + 2, 2, 1))
            .preview(PROPOSERS, NAME, base(), "no corpus");
    double again = seconds(start);
    forget(warehouse.spark());
    return new Measured(result, seconds, again);
  }

  /** Each measurement starts with nothing kept of the one before, as a program of its own would. */
  private static void forget(SparkSession spark) {
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .getPersistentRDDs()
        .values()
        .forEach(rdd -> rdd.unpersist());
  }

  private static ConsolidateStage stage(Warehouse warehouse, ConsolidateSettings settings) {
    SkillFormat format = ServiceLoader.load(SkillFormat.class).findFirst().orElseThrow();
    return new ConsolidateStage(
        warehouse, format, settings, ConsolidateModels.NONE, "bench", Instant.EPOCH);
  }

  /** A skill with the sections and anchors that the patches speak of. */
  private static Skill base() {
    StringBuilder text = new StringBuilder("# Bench\n\nMore: [rules](references/more.md)\n");
    StringBuilder more = new StringBuilder("# More\n");
    for (StringBuilder out : List.of(text, more)) {
      for (int i = 0; i < 7; i++) {
        out.append("\nAnchor ").append(i).append(".\n");
      }
      out.append("\n## Rules\n");
      for (int i = 0; i < 40; i++) {
        out.append("\n## Part ").append(i).append('\n');
      }
    }
    String head = "---\nname: bench\ndescription: Use it when there are rules.\n---\n\n";
    return Skill.of(Map.of(Skill.MAIN_FILE, head + text, "references/more.md", more.toString()));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<String> row(long edits, Measured measured) {
    return List.of(
        String.format(Locale.ROOT, "%,d", edits),
        String.format(
            Locale.ROOT,
            "%,d",
            measured.result().lessons().values().stream().mapToLong(n -> n).sum()),
        Long.toString(measured.result().count(Status.ACCEPTED)),
        Long.toString(measured.result().conflicts()),
        String.format(Locale.ROOT, "%.1f", measured.seconds()),
        String.format(Locale.ROOT, "%.3f", 1000 * measured.seconds() / edits),
        String.format(Locale.ROOT, "%.1f", measured.again()),
        Resources.peakMegabytes().map(Object::toString).orElse(""));
  }
}
