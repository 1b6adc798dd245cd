package dev.trace2skill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.UserError;
import dev.trace2skill.skill.Finding;
import dev.trace2skill.skill.Finding.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds skills against the specification. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks skills against the Agent Skills specification; ends with 2 on an error.")
final class ValidateCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of skills, or folders that hold such folders.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--base", paramLabel = "DIR", description = "The skill that it was made from.")
  private @Nullable Path base;

  @Option(names = "--json", description = "One JSON object instead of lines.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<SkillReport> reports = new ArrayList<>();
    for (Path folder : skills()) {
      reports.add(SkillReport.of(folder, base));
    }
    reports = SkillReport.withDuplicates(reports);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(reports));
    } else {
      reports.forEach(this::print);
      out.println(
          "%d skills, %d errors, %d warnings"
              .formatted(
                  reports.size(),
                  count(reports, Severity.ERROR),
                  count(reports, Severity.WARNING)));
    }
    return count(reports, Severity.ERROR) == 0 ? 0 : 2;
  }

  private List<Path> skills() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new UserError("no such folder: " + folder);
      }
      List<Path> inside = SkillReport.isSkill(folder) ? List.of(folder) : below(folder);
      found.addAll(inside.isEmpty() ? List.of(folder) : inside);
    }
    return found;
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(SkillReport::isSkill).sorted().toList();
    }
  }

  private void print(SkillReport report) {
    for (Finding finding : report.findings()) {
      String at = finding.line() == null ? "" : ":" + finding.line();
      String severity = finding.severity().name().toLowerCase(Locale.ROOT);
      spec.commandLine()
          .getOut()
          .println(
              "%s%s: %s: %s"
                  .formatted(
                      report.folder().resolve(finding.file()), at, severity, finding.message()));
    }
  }

  private static long count(List<SkillReport> reports, Severity severity) {
    return reports.stream()
        .flatMap(r -> r.findings().stream())
        .filter(f -> f.severity() == severity)
        .count();
  }

  private static String json(List<SkillReport> reports) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode skills = root.putArray("skills");
    for (SkillReport report : reports) {
      ObjectNode skill = skills.addObject().put("path", report.folder().toString());
      skill.put("valid", count(List.of(report), Severity.ERROR) == 0);
      ArrayNode findings = skill.putArray("findings");
      for (Finding f : report.findings()) {
        findings
            .addObject()
            .put("severity", f.severity().name().toLowerCase(Locale.ROOT))
            .put("file", f.file())
            .put("line", f.line())
            .put("message", f.message());
      }
    }
    return JSON.writeValueAsString(root);
  }
}
