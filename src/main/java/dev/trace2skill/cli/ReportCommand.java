package dev.trace2skill.cli;

import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.report.Page;
import dev.trace2skill.report.ReportReader;
import dev.trace2skill.store.LastRun;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a page about a skill. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes one HTML file about a skill version: the skill with the origin of every line, its"
            + " verdict, its changes and all lessons. It needs no network and no server.",
    footer = {"", "Example: trace2skill report --conf my.yaml --out report.html"})
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where it is written; SKILL-report.html in the working directory unless given.")
  private @Nullable Path out;

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      description =
          "The skill version; the last one made unless given: of the conf's skill, or without a"
              + " conf of any.")
  private @Nullable String versionId;

  @Override
  public Integer call() {
    String skill = settings.confIfGiven() == null ? null : settings.skillName();
    return settings.reading("report", warehouse -> report(warehouse, skill));
  }

  private void report(Warehouse warehouse, @Nullable String skill) {
    SkillVersion version =
        versionId == null
            ? new LastRun(warehouse).skillVersion(skill)
            : LastRun.skillVersion(warehouse, versionId);
    write(version, Page.of(new ReportReader(warehouse).read(version)));
  }

  private void write(SkillVersion version, String page) {
    Path file = out == null ? Path.of(version.name() + "-report.html") : out;
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        var unused = Files.createDirectories(parent);
      }
      var written = Files.writeString(file, page);
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: version %s of %s, %,d kB%n",
              written,
              version.skillVersionId(),
              version.name(),
              Files.size(file) / 1000);
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + e.getMessage());
    }
  }
}
