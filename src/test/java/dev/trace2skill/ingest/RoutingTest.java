package dev.trace2skill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Attribution;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoutingTest {

  private static final Routing NO_RULES = new Routing(List.of());

  @Test
  void skillsThatTheSourceNamesAreBelieved() {
    assertThat(skills(NO_RULES, run("").skills(List.of("csv", "office:pdf")).build()))
        .isEqualTo(Map.of("csv", "used", "pdf", "used"));
  }

  @Test
  void readingAFileOfASkillIsUsingIt() {
    for (String path :
        List.of(
            "/home/ann/.claude/skills/csv/SKILL.md",
            "skills/csv/references/quotes.md",
            "C:\\\\work\\\\csv\\\\SKILL.md",
            "cat /opt/csv/SKILL.md | head")) {
      Trajectory run = calling("Read", "{\"file_path\":\"" + path + "\"}");
      assertThat(skills(NO_RULES, run)).as(path).isEqualTo(Map.of("csv", "read"));
    }
  }

  @Test
  void otherFilesAreNoSkills() {
    for (String path : List.of("/srv/skills.txt", "docs/SKILL.mdx", "a/skills/", "Skills/A/x")) {
      assertThat(skills(NO_RULES, calling("Read", "{\"file_path\":\"" + path + "\"}")))
          .as(path)
          .isEqualTo(Map.of("", ""));
    }
  }

  @Test
  void rulesGiveWhatNothingElseSays() {
    Routing routing =
        new Routing(
            List.of(
                new Route("desk", "(?i)refund", null, null, null, null),
                new Route("desk", null, "^pay$", null, "shop-\\d", null),
                new Route("csv", null, null, null, null, "\\.csv\\.jsonl$")));

    assertThat(skills(routing, run("Please REFUND me").build())).isEqualTo(Map.of("desk", "route"));
    assertThat(skills(routing, calling("pay", "{}"))).as("no principal").isEqualTo(Map.of("", ""));
    assertThat(skills(routing, run("Refund").skills(List.of("desk")).build()))
        .as("the source is believed first")
        .isEqualTo(Map.of("desk", "used"));
  }

  @Test
  void otherRulesMakeOtherRows() {
    Routing routing = new Routing(List.of(new Route("desk", "x", null, null, null, null)));

    assertThat(routing.routesId()).isNotEqualTo(NO_RULES.routesId());
    assertThat(new Routing(routing.routes()).routesId()).isEqualTo(routing.routesId());
  }

  @Test
  void ruleThatLooksForNothingIsRefused() {
    assertThatThrownBy(() -> new Route("desk", null, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("desk");
    assertThatThrownBy(() -> new Route("desk", "(", null, null, null, null))
        .hasMessageContaining("(");
  }

  private static Map<String, String> skills(Routing routing, Trajectory run) {
    return routing.of(run).collect(Collectors.toMap(Attribution::skillName, Attribution::via));
  }

  private static Trajectory.Builder run(String query) {
    return Trajectory.of(new Source("messages", null, "file:/a.jsonl", ""), "task")
        .query(query)
        .steps(List.of(Step.said(0, Actor.USER, query)));
  }

  private static Trajectory calling(String tool, String arguments) {
    return run("Go")
        .steps(List.of(Step.called(0, "", List.of(new ToolCall("c", tool, arguments)))))
        .build();
  }
}
