package dev.trace2skill.publish;

import static dev.trace2skill.store.Tables.VERDICTS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.model.Verdict.Kind;
import dev.trace2skill.store.Warehouse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the table of verdicts says: for each kind of agent the last verdict counts, and before any
 * other that of the sealed tasks. A version is accepted when every kind of agent accepts it.
 *
 * @param cells the kinds of agent that read the skill where it goes, {@code harness} or {@code
 *     harness on model}; empty for all that it was judged for
 */
public record TableVerdicts(Warehouse warehouse, List<String> cells) implements Verdicts {

  private static final Comparator<Verdict> WEIGHT =
      Comparator.comparing((Verdict v) -> v.kind() == Kind.SEALED)
          .thenComparing(Verdict::decidedAt)
          .thenComparing(Verdict::verdictId);

  public TableVerdicts {
    cells = List.copyOf(cells);
  }

  @Override
  public Optional<String> accepting(String skillVersionId, String target) {
    Map<String, Verdict> last = last(skillVersionId);
    boolean accepted =
        !last.isEmpty()
            && last.keySet().containsAll(cells)
            && last.values().stream().allMatch(v -> v.decision() == Decision.ACCEPT);
    return accepted
        ? Optional.of(
            last.values().stream().map(Verdict::verdictId).collect(Collectors.joining(" ")))
        : Optional.empty();
  }

  @Override
  public List<Verdict> of(String skillVersionId) {
    return List.copyOf(last(skillVersionId).values());
  }

  @Override
  public String objection(String skillVersionId) {
    Map<String, Verdict> last = last(skillVersionId);
    for (Map.Entry<String, Verdict> each : last.entrySet()) {
      Verdict verdict = each.getValue();
      if (verdict.decision() != Decision.ACCEPT) {
        return "verdict %s of %s is %s: %s"
            .formatted(
                verdict.verdictId(),
                each.getKey(),
                verdict.decision().name().toLowerCase(Locale.ROOT),
                verdict.reason());
      }
    }
    List<String> unjudged = cells.stream().filter(cell -> !last.containsKey(cell)).toList();
    return unjudged.isEmpty() || last.isEmpty()
        ? "nobody has judged it"
        : "nobody has judged it for " + String.join(", ", unjudged);
  }

  /** The verdict that counts for each kind of agent that matters. As many rows as judgements. */
  private Map<String, Verdict> last(String skillVersionId) {
    Map<String, Verdict> last = new TreeMap<>();
    VERDICTS
        .collect(warehouse.read(VERDICTS).where(col("skill_version_id").equalTo(skillVersionId)))
        .stream()
        .filter(v -> cells.isEmpty() || cells.contains(v.cell()))
        .sorted(WEIGHT)
        .forEach(v -> last.put(v.cell(), v));
    return last;
  }
}
