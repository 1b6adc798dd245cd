package dev.trace2skill.consolidate.merge;

import dev.trace2skill.consolidate.merge.bench.Topics;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Groups and models for the tests of merging. */
final class Groups {

  /** The same numbers, and denied as often, twice being not at all. */
  static final BiPredicate<Edit, Edit> SAME_KIND =
      (one, other) -> {
        Marks a = Marks.of(one.text());
        Marks b = Marks.of(other.text());
        return a.numbers().equals(b.numbers()) && (a.negations() - b.negations()) % 2 == 0;
      };

  private Groups() {}

  /** A line that is added to the checks of the base skill. */
  static Group line(String id, String text, String... alternatives) {
    return of(id, Edit.append("SKILL.md", "Checks", text), alternatives);
  }

  static Group of(String id, Edit edit, String... alternatives) {
    return new Group(id, edit, 5, 2, List.of(alternatives));
  }

  static Merging merging(MergeSettings settings) {
    return new Merging(settings, Sampling.of(1_000), Topics.BASE, SAME_KIND);
  }

  /** What comes of one answer, in which single quotes stand for those of JSON. */
  static Merged merged(String answer, Group... groups) {
    return merging(MergeSettings.DEFAULT)
        .start(List.of(groups), at(request -> says(answer.replace('\'', '"'))))
        .join()
        .merged();
  }

  /** A model that answers at once. */
  interface Model {
    LLMReply to(LLMRequest request);
  }

  static Asker at(Model model) {
    return (subject, request) -> CompletableFuture.completedFuture(heard(model.to(request)));
  }

  /** A model that is asked by its words alone. */
  static Model words(UnaryOperator<String> model) {
    return request -> says(model.apply(request.messages().get(0).text()));
  }

  static Talk<LLMReply> heard(LLMReply reply) {
    return new Talk<>(reply, Ending.DONE, "", List.of());
  }

  static LLMReply says(String text) {
    return ends(Stop.END, text);
  }

  static LLMReply ends(Stop stop, String text) {
    return new LLMReply(
        text, List.of(), stop, new Usage(100L, 10L, null, null, null), "played", null);
  }
}
