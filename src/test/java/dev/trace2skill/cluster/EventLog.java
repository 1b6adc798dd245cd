package dev.trace2skill.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Spark's event log tells of one program.
 *
 * @param tasks how many tasks each executor finished
 * @param lost how many tasks ended with their executor
 */
record EventLog(Map<String, Integer> tasks, int lost) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The log of the only program that wrote to a folder. */
  static EventLog in(Path folder) throws IOException {
    Path file;
    try (Stream<Path> all = Files.list(folder)) {
      file = all.filter(f -> !f.getFileName().toString().startsWith(".")).findFirst().orElseThrow();
    }
    Map<String, Integer> tasks = new TreeMap<>();
    int lost = 0;
    try (Stream<String> lines = Files.lines(file)) {
      for (String line :
          (Iterable<String>) lines.filter(l -> l.contains("\"SparkListenerTaskEnd\""))::iterator) {
        JsonNode event = JSON.readTree(line);
        String reason = event.path("Task End Reason").path("Reason").asText();
        if (reason.equals("Success")) {
          tasks.merge(event.path("Task Info").path("Executor ID").asText(), 1, Integer::sum);
        } else if (reason.equals("ExecutorLostFailure")) {
          lost++;
        }
      }
    }
    return new EventLog(tasks, lost);
  }
}
