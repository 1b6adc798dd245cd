package dev.trace2skill.publish;

import dev.trace2skill.model.Verdict;
import java.util.List;
import java.util.Optional;

/** What the gate has said about skill versions. */
public interface Verdicts {

  /** There is no gate: nothing is accepted. */
  Verdicts NONE = (skillVersionId, target) -> Optional.empty();

  /**
   * The id of a verdict that accepts a skill version; several with spaces between them.
   *
   * @param target the place where the version is to go
   * @return empty when there is none
   */
  Optional<String> accepting(String skillVersionId, String target);

  /** What was said of a version, one verdict a kind of agent. */
  default List<Verdict> of(String skillVersionId) {
    return List.of();
  }

  /** Why a version is not accepted, in words. */
  default String objection(String skillVersionId) {
    return "nobody has judged it";
  }
}
