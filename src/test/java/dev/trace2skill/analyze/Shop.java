package dev.trace2skill.analyze;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.testing.Talks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failed run to look at: a customer wants order W100 to go to 7 Elm Road, the order is found, and
 * the agent writes 7 Oak Road. Steps: 0 the user, 1 and 2 the look-up, 3 and 4 the change, 5 the
 * agent's last words.
 */
final class Shop {

  static final Skill BASE =
      Skill.of(
          Map.of(
              Skill.MAIN_FILE,
              """
              ---
              name: shop
              description: Orders of a shop.
              ---

              # Shop

              ## Addresses

              - Ask for the order first.
              """));

  /** A correction that is right, with values that the run was told. */
  static final String RIGHT =
      "{'calls':[{'step':3,'call':0,'action':'replace_arguments','arguments':"
          + "{'order_id':'W100','street':'7 Elm Road'}}]}";

  static final String EDITS =
      "[{'op':'append','file':'SKILL.md','section':'Addresses',"
          + "'text':'- Read the new address back before you change it.'}]";

  static final String TRY = "{'edits':" + EDITS + "}";

  private Shop() {}

  static RunWriter run() {
    return RunWriter.run()
        .step(Step.said(0, Actor.USER, "Please send my order to 7 Elm Road."))
        .call("get_order", "{'email':'ann@example.com'}", "order W100 to 1 Main Street", false)
        .call("change_address", "{'order_id':'W100','street':'7 Oak Road'}")
        .step(Step.said(5, Actor.AGENT, "Your order goes to 7 Oak Road."));
  }

  static Trajectory failed() {
    return run().expecting("change_address", expected("7 Elm Road")).trajectory();
  }

  /** What was right cannot be known from the run. */
  static Trajectory unknowable() {
    return run().expecting("change_address", expected("99 Hidden Lane")).trajectory();
  }

  static Trajectory unjudged() {
    return run().trajectory();
  }

  static Trajectory success() {
    return RunWriter.run()
        .step(Step.said(0, Actor.USER, "Please send my order to 7 Elm Road."))
        .call("get_order", "{'email':'ann@example.com'}", "order W100 to 1 Main Street", false)
        .step(Step.said(3, Actor.AGENT, "To 7 Elm Road, is that right?"))
        .trajectory();
  }

  private static String expected(String street) {
    return "{'order_id':'W100','street':'" + street + "'}";
  }

  static Case of(Trajectory run) {
    return new Case(run, run.task(), null, BASE);
  }

  static Case of(Trajectory run, @Nullable Trajectory contrast) {
    return new Case(run, run.task(), contrast, BASE);
  }

  static String finish(String evidence) {
    return finish(evidence, "[]", EDITS);
  }

  static String finish(String evidence, String contrast, String edits) {
    return "{'cause':'The address was not read back.','category':'not_verified','generality':"
        + "'domain','evidence':%s,'contrast_evidence':%s,'edits':%s}"
            .formatted(evidence, contrast, edits);
  }

  static ErrorAnalyst analyst(AnalystSettings settings) {
    return new ErrorAnalyst(settings, Evaluators.all(), Sampling.of(1000), skill -> List.of());
  }

  static Finding examine(Case c, Scripted model) {
    return Talks.end(analyst(AnalystSettings.DEFAULT).examine(c), model);
  }
}
