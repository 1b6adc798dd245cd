package dev.trace2skill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Run.TableVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How two runs differ in code, conf and inputs.
 *
 * @param code the versions of the program, where they differ
 * @param conf keys, dots between their parts
 * @param inputs tables, by the number of their last commit
 */
record RunDiff(List<Difference> code, List<Difference> conf, List<Difference> inputs) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Something that the runs have differently; a side is null where it is not there. */
  record Difference(String name, @Nullable String before, @Nullable String after) {}

  RunDiff {
    code = List.copyOf(code);
    conf = List.copyOf(conf);
    inputs = List.copyOf(inputs);
  }

  /** Compares runs. */
  static RunDiff of(Run before, Run after) {
    return new RunDiff(
        differences(
            Map.of("version", before.codeVersion()), Map.of("version", after.codeVersion())),
        differences(flat(before.conf()), flat(after.conf())),
        differences(versions(before), versions(after)));
  }

  boolean isEmpty() {
    return code.isEmpty() && conf.isEmpty() && inputs.isEmpty();
  }

  private static List<Difference> differences(
      Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(name -> new Difference(name, before.get(name), after.get(name)))
        .filter(d -> !Objects.equals(d.before(), d.after()))
        .toList();
  }

  private static Map<String, String> versions(Run run) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (TableVersion input : run.inputs()) {
      versions.put(input.table(), Long.toString(input.version()));
    }
    return versions;
  }

  /** The leaves of a JSON object by their paths. */
  private static Map<String, String> flat(String json) {
    SortedMap<String, String> leaves = new TreeMap<>();
    try {
      flatten("", JSON.readTree(json), leaves);
    } catch (JsonProcessingException e) {
      leaves.put("conf", json);
    }
    return leaves;
  }

  private static void flatten(String path, JsonNode node, SortedMap<String, String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              e ->
                  flatten(
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), leaves));
    } else if (!node.isNull()) {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
