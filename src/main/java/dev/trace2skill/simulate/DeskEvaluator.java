package dev.trace2skill.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Check;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.CheckResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a run at the simulated service desk: its calls are carried out once more in a desk of the
 * same seed, and must leave it as the right calls do. Options: {@code seed} and {@code task}.
 */
public final class DeskEvaluator implements CheckEvaluator {

  static final String NAME = "service-desk";

  /** The check of a scenario. */
  static Check check(long seed, int taskIndex) {
    String options = Json.object().put("seed", seed).put("task", taskIndex).toString();
    return new Check(NAME, "", null, null, options);
  }

  @Override
  public String evaluator() {
    return NAME;
  }

  @Override
  public List<String> problems(Check check) {
    JsonNode options = options(check);
    return options.path("seed").isIntegralNumber() && options.path("task").isInt()
        ? List.of()
        : List.of("the options 'seed' and 'task' are whole numbers");
  }

  @Override
  public CheckResult check(Check check, Output output) {
    if (!problems(check).isEmpty()) {
      return CheckResult.undecided(check, problems(check).get(0));
    }
    JsonNode options = options(check);
    Scenario scenario =
        Scenario.of(options.path("seed").longValue(), options.path("task").intValue());
    World world = new World(scenario.catalog(), 0);
    for (ToolCall call : output.calls()) {
      var unused = world.call(call);
    }
    List<String> lacking = new ArrayList<>(scenario.goal());
    world.facts().forEach(lacking::remove);
    List<String> beyond = new ArrayList<>(world.facts());
    scenario.goal().forEach(beyond::remove);
    return lacking.isEmpty() && beyond.isEmpty()
        ? CheckResult.passed(check)
        : CheckResult.failed(
            check, "the desk lacks %s and has %s besides".formatted(lacking, beyond));
  }

  private static JsonNode options(Check check) {
    try {
      return Json.own(check.options());
    } catch (IllegalArgumentException e) {
      return Json.object();
    }
  }
}
