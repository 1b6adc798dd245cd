package dev.trace2skill.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trace2skill.ingest.IngestCounts;
import dev.trace2skill.ingest.IngestRequest;
import dev.trace2skill.ingest.IngestStage;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.store.Sessions;
import dev.trace2skill.store.Warehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;

/**
 * A driver that reads folders into a warehouse whenever it is told to. Arguments: the warehouse.
 * From its input it takes folders, those of a line with tabs between them, and answers with how
 * many trajectories were new.
 */
final class RacingDriver {

  private RacingDriver() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, String> settings =
        Map.of(
            "spark.sql.shuffle.partitions", "1",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");
    Warehouse warehouse =
        new Warehouse(Sessions.open("racing driver", "local[1]", settings), arguments[0]);
    System.out.println("ready");
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      IngestCounts counts =
          new IngestStage(warehouse, OutcomeSettings.DEFAULT, "run")
              .run(
                  IngestRequest.of(List.of(line.split("\t")), "messages"),
                  (done, total, soFar) -> {});
      System.out.println("stored " + counts.trajectories());
    }
    warehouse.spark().stop();
  }
}
