package dev.trace2skill.ingest;

import dev.trace2skill.model.Attribution;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells which skills a trajectory is evidence for: those that its source names, those whose files
 * were read in it, and those that a rule gives it to.
 */
public record Routing(List<Route> routes) implements Serializable {

  /** A place inside a skill's folder, in arguments that are JSON: slashes may be escaped. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?:^|[/\\\\\"'\\s=])(?:skills[/\\\\]+([a-z0-9][a-z0-9-]{0,63})[/\\\\]"
              + "|([a-z0-9][a-z0-9-]{0,63})[/\\\\]+SKILL\\.md\\b)");

  private static final String USED = "used";
  private static final String READ = "read";
  private static final String ROUTE = "route";

  public Routing {
    routes = List.copyOf(routes);
  }

  /** The rules as an id. */
  public String routesId() {
    return ContentId.of("routes", routes.toString());
  }

  /** One row a skill, or a single row without a skill. */
  Stream<Attribution> of(Trajectory run) {
    Map<String, String> skills = new TreeMap<>();
    run.skills().forEach(name -> skills.put(plain(name), USED));
    for (Step step : run.steps()) {
      for (ToolCall call : step.toolCalls()) {
        Matcher file = FILE.matcher(call.arguments());
        while (file.find()) {
          skills.putIfAbsent(file.group(1) == null ? file.group(2) : file.group(1), READ);
        }
      }
    }
    routes.stream()
        .filter(route -> route.holds(run))
        .forEach(route -> skills.putIfAbsent(route.skill(), ROUTE));
    if (skills.isEmpty()) {
      skills.put("", "");
    }
    String id = routesId();
    return skills.entrySet().stream()
        .map(e -> new Attribution(run.trajectoryId(), e.getKey(), e.getValue(), id));
  }

  /** A plugin's skill without the plugin. */
  private static String plain(String name) {
    return name.substring(name.lastIndexOf(':') + 1);
  }
}
