package dev.trace2skill.cli.claudecode;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a conf for one skill says.
 *
 * @param skill the skill's folder
 * @param model null for the analyst that asks none
 * @param minSessions sessions that must have ended before a run begins
 * @param stage whether a version waits for somebody to adopt it; else it goes out, judged by nobody
 */
public record SkillConf(
    Places places, Path skill, @Nullable Model model, int minSessions, boolean stage) {

  /**
   * The model that is asked.
   *
   * @param variable the name of its key in the key file; null when it wants none
   * @param priced whether its price is known, so that a budget can be in money
   */
  public record Model(String provider, String name, @Nullable String variable, boolean priced) {}

  public String name() {
    return skill.getFileName().toString();
  }

  /** The conf file's text. */
  public String text() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# Made by trace2skill init-claude-code; conf/local.yaml explains every key.\n");
    yaml.append("warehouse: ").append(quoted(places.warehouse(name()))).append('\n');
    yaml.append("skill:\n  path: ").append(quoted(skill)).append('\n');
    yaml.append("evidence:\n  - path: ").append(quoted(places.sessions()));
    yaml.append("\n    format: claude-code\n");
    yaml.append("analysts: ")
        .append(model == null ? "[contrast]" : "[error, success]")
        .append('\n');
    if (model != null) {
      yaml.append("llm:\n  provider: ").append(model.provider());
      yaml.append("\n  model: ").append(quoted(model.name()));
      if (model.variable() != null) {
        yaml.append("\n  api-key-env: ").append(model.variable());
        yaml.append("\n  api-key-file: ").append(quoted(places.keys()));
      }
      yaml.append(
          model.priced()
              ? "\n  budget: {usd: 1}   # of one run\n"
              : "\n  unpriced: true     # its price is not known\n  budget: {calls: 200}   # of one run\n");
    }
    yaml.append("online:\n  min-sessions: ").append(minSessions).append('\n');
    yaml.append("  stage: ").append(stage);
    yaml.append("   # true: a version waits until somebody adopts it\n");
    yaml.append("publish:\n  gate: \"off\"   # nobody judges a version, and publications say so\n");
    return yaml.toString();
  }

  private static String quoted(Path path) {
    return quoted(path.toString());
  }

  /** A string of JSON is one of YAML too. */
  private static String quoted(String value) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
  }
}
