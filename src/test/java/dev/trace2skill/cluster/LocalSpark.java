package dev.trace2skill.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spark's jars as the launcher has put them together, with its archive of loaded classes if there
 * is one: then a process costs half as much to start.
 *
 * @param home has them in {@code jars}
 */
record LocalSpark(Path home) {

  /** The one that is given by the property {@code trace2skill.spark}, or else the launcher's. */
  static LocalSpark find() {
    Path home = Path.of(System.getProperty("trace2skill.spark", "target/spark")).toAbsolutePath();
    if (!Files.isDirectory(home.resolve("jars"))) {
      throw new IllegalStateException("no Spark in " + home + ": run jobs/trace2skill doctor");
    }
    return new LocalSpark(home);
  }

  /** All jars by their names, in the order in which the launcher gives them to Java. */
  String classPath() throws IOException {
    return files(home.resolve("jars"), ".jar").stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Options for Java that make a short life cheap. */
  List<String> options() throws IOException {
    List<String> options =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", Program.QUIET));
    for (Path archive : files(home, ".jsa")) {
      options.add("-Xshare:auto");
      options.add("-XX:SharedArchiveFile=" + archive);
      options.add("-Xlog:cds=off");
      options.add("-Xlog:class+path=off");
    }
    return options;
  }

  /** What the programs of Spark expect to find in their environment. */
  Map<String, String> environment() {
    return Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13");
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
