package dev.trace2skill.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of small tables as text, in an order of their own: equal for equal tables. Reads the log
 * and the files itself, which takes no session.
 */
record TableTexts(String warehouse, Configuration conf) {

  /** All that the evidence decides; the others name runs, times, prices and places. */
  private static final List<Table<?>> DECIDED =
      List.of(
          Tables.TASKS,
          Tables.TRAJECTORIES,
          Tables.CONTRASTS,
          Tables.ANALYSES,
          Tables.PATCHES,
          Tables.EDITS,
          Tables.LESSONS,
          Tables.EDIT_SUPPORT,
          Tables.CONFLICTS,
          Tables.SKILL_VERSIONS,
          Tables.SKILL_LINES);

  /** Where a trace lies is no part of what it says. */
  private static final String PLACE = "source";

  private static final ObjectMapper JSON = new ObjectMapper();

  Map<String, List<String>> all() throws IOException {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Table<?> table : DECIDED) {
      texts.put(table.name(), rows(table.name()));
    }
    return texts;
  }

  /** The rows of one table; none when it does not exist. */
  List<String> rows(String table) throws IOException {
    Path folder = new Path(warehouse, table);
    FileSystem files = folder.getFileSystem(conf);
    List<String> rows = new ArrayList<>();
    if (files.exists(folder)) {
      for (String file : standing(files, new Path(folder, "_delta_log"))) {
        read(new Path(folder, URLDecoder.decode(file, UTF_8)), rows);
      }
    }
    rows.sort(null);
    return rows;
  }

  /** The files that the commits have added and not removed. */
  private static Set<String> standing(FileSystem files, Path log) throws IOException {
    Set<String> standing = new TreeSet<>();
    Path[] commits =
        Arrays.stream(files.listStatus(log))
            .map(status -> status.getPath())
            .filter(path -> path.getName().matches("[0-9]{20}\\.json"))
            .sorted()
            .toArray(Path[]::new);
    for (Path commit : commits) {
      try (InputStream in = files.open(commit)) {
        for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
          JsonNode action = JSON.readTree(line);
          if (action.has("add")) {
            standing.add(action.path("add").path("path").asText());
          }
          if (action.has("remove")) {
            standing.remove(action.path("remove").path("path").asText());
          }
        }
      }
    }
    return standing;
  }

  private void read(Path file, List<String> rows) throws IOException {
    MessageType schema;
    try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(file, conf))) {
      schema = footer.getFileMetaData().getSchema();
    }
    List<Type> kept =
        schema.getFields().stream().filter(field -> !field.getName().equals(PLACE)).toList();
    Configuration reading = new Configuration(conf);
    reading.set(
        ReadSupport.PARQUET_READ_SCHEMA, new MessageType(schema.getName(), kept).toString());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(reading).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString());
      }
    }
  }
}
