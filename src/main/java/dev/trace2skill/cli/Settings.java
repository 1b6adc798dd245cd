package dev.trace2skill.cli;

import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.BucketHome;
import dev.trace2skill.publish.FolderHome;
import dev.trace2skill.publish.GitCommit;
import dev.trace2skill.publish.SkillFolderException;
import dev.trace2skill.publish.SkillHome;
import dev.trace2skill.spi.SkillFormat;
import dev.trace2skill.store.Buckets;
import dev.trace2skill.store.Sessions;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class Settings {

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "The conf file; conf/local.yaml explains every key.")
  private @Nullable Path confFile;

  @Option(
      names = "--warehouse",
      paramLabel = "PATH",
      description = "Folder of the tables; overrides the conf.")
  private @Nullable String warehouse;

  private @Nullable Conf conf;

  /** The conf that the command cannot do without. */
  Conf conf() {
    if (confFile == null) {
      throw new UserError("this command needs --conf FILE; conf/local.yaml explains every key");
    }
    if (conf == null) {
      conf = ConfReader.read(confFile);
    }
    return conf;
  }

  /** The same for another skill. */
  Settings of(Conf.Skill skill) {
    Settings other = new Settings();
    other.confFile = confFile;
    other.warehouse = warehouse;
    other.conf = conf().of(skill);
    return other;
  }

  @Nullable Conf confIfGiven() {
    return confFile == null ? null : conf();
  }

  /** Where the tables lie, from the option or the conf. */
  String warehousePath() {
    if (warehouse != null) {
      return absolute(warehouse);
    }
    if (confFile == null) {
      throw new UserError("give --warehouse PATH, or --conf FILE with a warehouse");
    }
    return absolute(conf().warehouse());
  }

  /** Opens Spark on the tables. */
  Warehouse open(String command) {
    String path = warehousePath();
    Conf given = confIfGiven();
    Conf.@Nullable Spark spark = given == null ? null : given.spark();
    String master = spark == null || spark.master() == null ? "local[*]" : spark.master();
    SparkSession session = Sessions.open("trace2skill " + command, master, sparkSettings());
    Buckets.requireReachable(path, session.sparkContext().hadoopConfiguration());
    return new Warehouse(session, path);
  }

  /** Opens Spark on the tables for a command that only reads them, and closes it behind it. */
  <E extends Exception> int reading(String command, Reader<E> reader) throws E {
    Warehouse warehouse = open(command);
    try {
      reader.read(warehouse);
      return 0;
    } finally {
      warehouse.spark().stop();
    }
  }

  /** What a command does that only reads the tables. */
  interface Reader<E extends Exception> {
    void read(Warehouse warehouse) throws E;
  }

  /** The skill format that the conf names. */
  SkillFormat skillFormat() {
    String name = conf().skill().formatOrDefault();
    ServiceLoader<SkillFormat> formats = ServiceLoader.load(SkillFormat.class);
    return formats.stream()
        .map(ServiceLoader.Provider::get)
        .filter(f -> f.format().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "unknown skill format '"
                        + name
                        + "'; known: "
                        + formats.stream()
                            .map(f -> f.get().format())
                            .collect(Collectors.joining(", "))));
  }

  /** The folder of the skill, or its address in an object store. */
  String skillPlace() {
    String path = conf().skill().path();
    if (!path.contains("://")) {
      return Path.of(path).toAbsolutePath().normalize().toString();
    }
    if (!path.startsWith("s3a://")) {
      throw new UserError("skill.path '" + path + "' is not known; known: a folder, s3a://");
    }
    return path.replaceFirst("/+$", "");
  }

  /** The skill's name: the last part of its place. */
  String skillName() {
    String place = skillPlace();
    return place.substring(place.lastIndexOf('/') + 1);
  }

  /**
   * Where the skill lies, with what stood there before.
   *
   * @param notices told what the user should know of others who were at work
   */
  SkillHome home(Consumer<String> notices) throws SkillFolderException {
    String place = skillPlace();
    if (!isBucket(place)) {
      return FolderHome.of(Path.of(place), backups(), Clock.systemUTC(), notices);
    }
    if (conf().publishOrDefault().backups() != null) {
      throw new UserError("publish.backups goes with a folder: in s3a:// versions stay beside it");
    }
    Configuration hadoop = Sessions.hadoop(sparkSettings());
    Buckets.requireReachable(place, hadoop);
    return BucketHome.of(place, hadoop, Clock.systemUTC(), notices);
  }

  /** What commits the skill's folder; null when nothing shall. */
  @Nullable GitCommit gitCommit() throws IOException {
    if (!conf().publishOrDefault().commits()) {
      return null;
    }
    if (isBucket(skillPlace())) {
      throw new UserError("publish.git-commit goes with a folder, not with " + skillPlace());
    }
    return GitCommit.of(Path.of(skillPlace()));
  }

  private static boolean isBucket(String place) {
    return place.contains("://");
  }

  private Map<String, String> sparkSettings() {
    Conf given = confIfGiven();
    Conf.@Nullable Spark spark = given == null ? null : given.spark();
    return spark == null || spark.settings() == null ? Map.of() : spark.settings();
  }

  private Path backups() {
    String backups = conf().publishOrDefault().backups();
    return backups == null
        ? Path.of(skillPlace()).resolveSibling(".trace2skill-backups")
        : Path.of(backups).toAbsolutePath().normalize();
  }

  /** How runs are judged, by the conf or by default. */
  OutcomeSettings outcomes() {
    Conf given = confIfGiven();
    return given == null ? OutcomeSettings.DEFAULT : given.outcomeSettings();
  }

  /** The conf as JSON, or an empty object. */
  String confJson() {
    Conf given = confIfGiven();
    return given == null ? "{}" : ConfReader.json(given);
  }

  private static String absolute(String path) {
    return path.contains("://") ? path : Path.of(path).toAbsolutePath().normalize().toString();
  }
}
