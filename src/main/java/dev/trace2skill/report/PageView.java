package dev.trace2skill.report;

import dev.trace2skill.report.Evidence.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the page is filled with.
 *
 * @param verdict the decision in a word; {@code not judged} when there is none
 * @param facts the figures that stand on top
 * @param statuses what the list of lessons can be narrowed to
 * @param hidden how many lessons are not in the list; empty for none
 */
record PageView(
    String policy,
    String style,
    String library,
    String script,
    String data,
    String skill,
    String versionId,
    String verdict,
    String verdictKey,
    String published,
    List<Fact> facts,
    List<SkillView.File> files,
    List<VerdictView> verdicts,
    List<DiffView> diffs,
    @Nullable Chart verdictChart,
    @Nullable Chart supportChart,
    @Nullable Chart outcomeChart,
    @Nullable Chart costChart,
    List<Chart> trends,
    List<Choice> statuses,
    List<LessonView> lessons,
    String hidden,
    List<Evidence.Dropped> drops,
    List<Evidence.Uncovered> uncovered,
    List<Evidence.Rejection> rejections,
    List<CostRow> costs,
    @Nullable ManifestView manifest) {

  /** A figure and what it is. */
  record Fact(String value, String label, String note) {}

  /** A status that lessons have, and how many have it. */
  record Choice(String key, String label, String count) {}

  /** What one purpose took. */
  record CostRow(
      String purpose,
      String model,
      String calls,
      String journal,
      String requests,
      String tokensIn,
      String tokensOut,
      String usd) {

    static CostRow of(Cost cost) {
      return new CostRow(
          Charts.purpose(cost),
          cost.model(),
          Words.number(cost.callCount()),
          Words.number(cost.journalCount()),
          Words.number(cost.requestCount()),
          cost.inputTokens() == null ? "" : Words.number(cost.inputTokens()),
          cost.outputTokens() == null ? "" : Words.number(cost.outputTokens()),
          cost.usd() == null ? "" : Words.usd(cost.usd()));
    }
  }
}
