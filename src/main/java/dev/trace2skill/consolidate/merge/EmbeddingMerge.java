package dev.trace2skill.consolidate.merge;

import dev.trace2skill.consolidate.merge.Merged.Note;
import dev.trace2skill.llm.About;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.UserError;
import dev.trace2skill.skill.Tokens;
import dev.trace2skill.spi.Embedding;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code groups -> llm_calls}: brings groups together whose texts mean the same by their {@link
 * Embedding}s. Taken from the best supported to the least, a group joins the nearest of those
 * before it that stand for themselves, if that is near enough, or stands for itself. Only groups of
 * one kind are compared, so only those are embedded that are not alone in theirs; the vector of a
 * text is in the journal and never paid for twice.
 */
public final class EmbeddingMerge {

  private static final String PURPOSE = "embed";

  /** A vector is the same whatever it is for. */
  private static final String NO_PROMPT = "";

  private final Questions questions;
  private final LlmSettings llm;
  private final double likeness;
  private final Function<Group, String> kind;
  private final BiPredicate<Edit, Edit> mayMerge;

  /**
   * @param llm an endpoint that answers with embeddings
   * @param likeness the least cosine of two texts that mean the same
   * @param kind what has to be equal for two groups to mean the same, beside their words
   * @param mayMerge whether the words of two edits of a kind allow it
   * @param startedAt when the run began, for a budget of time
   */
  public EmbeddingMerge(
      Warehouse warehouse,
      LlmSettings llm,
      double likeness,
      Function<Group, String> kind,
      BiPredicate<Edit, Edit> mayMerge,
      String runId,
      Instant startedAt) {
    this.questions = new Questions(warehouse, llm, runId, startedAt);
    this.llm = llm;
    this.likeness = likeness;
    this.kind = kind;
    this.mayMerge = mayMerge;
  }

  /**
   * Merges groups as far as the budget goes; one without a vector stays as it is.
   *
   * @throws UserError when the user has to mend something before any text is embedded, or when a
   *     vector is missing that may not be asked for; what was paid for is stored by then
   */
  public Merged run(List<Group> groups) {
    List<List<Group>> kinds = kinds(groups);
    Map<String, Talk<LLMReply>> talks = questions.ask(open -> vectors(kinds, open));
    questions.record(talks.values());
    return merged(kinds, talks);
  }

  /** What {@link #run} would come to by the vectors that are paid for, nothing asked or stored. */
  public Merged preview(List<Group> groups) {
    List<List<Group>> kinds = kinds(groups);
    return merged(kinds, questions.lookUp(open -> vectors(kinds, open)));
  }

  /** What {@link #run} would take. */
  public MergeForecast plan(List<Group> groups) {
    Map<String, Talk<LLMReply>> talks = questions.lookUp(open -> vectors(kinds(groups), open));
    List<Long> missing =
        talks.entrySet().stream()
            .filter(entry -> entry.getValue().ending() == Ending.NOT_RECORDED)
            .map(entry -> (long) Tokens.of(entry.getKey()))
            .toList();
    long tokens = missing.stream().mapToLong(Long::longValue).sum();
    return MergeForecast.of(llm, talks.size() - missing.size(), missing.size(), tokens, 0);
  }

  /** Groups that may mean the same, the best supported first. */
  private List<List<Group>> kinds(List<Group> groups) {
    Map<String, List<Group>> kinds =
        groups.stream()
            .sorted(Group.SUPPORT)
            .collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.toList()));
    return kinds.values().stream().filter(same -> same.size() > 1).toList();
  }

  /** What became of each text. */
  private static CompletableFuture<Map<String, Talk<LLMReply>>> vectors(
      List<List<Group>> kinds, Talks open) {
    Map<String, CompletableFuture<Talk<LLMReply>>> asked = new TreeMap<>();
    for (List<Group> same : kinds) {
      for (Group group : same) {
        About about = new About(group.lessonId(), PURPOSE, NO_PROMPT, "");
        asked.computeIfAbsent(
            group.edit().text(),
            text -> open.hold(about, new Turn.Ask<>(request(text), Turn.Done::new)));
      }
    }
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              Map<String, Talk<LLMReply>> talks = new TreeMap<>();
              asked.forEach((text, talk) -> talks.put(text, talk.join()));
              return talks;
            });
  }

  private static LLMRequest request(String text) {
    return new LLMRequest("", List.of(LLMMessage.user(text)), List.of(), null, Sampling.of(1));
  }

  private Merged merged(List<List<Group>> kinds, Map<String, Talk<LLMReply>> talks) {
    Map<String, Embedding> vectors = new HashMap<>();
    List<Note> notes = new ArrayList<>();
    talks.forEach(
        (text, talk) -> {
          LLMReply reply = talk.result();
          Embedding vector = reply == null ? null : Embedding.parse(reply.text());
          if (vector == null) {
            notes.add(none(talk.detail()));
          } else if (!vectors.isEmpty()
              && vectors.values().iterator().next().dimensions() != vector.dimensions()) {
            notes.add(none("a vector of %d dimensions".formatted(vector.dimensions())));
          } else {
            vectors.put(text, vector);
          }
        });
    SortedMap<String, String> equal = new TreeMap<>();
    kinds.forEach(same -> equal.putAll(equal(same, vectors)));
    return new Merged(
        equal,
        new TreeMap<>(),
        List.of(),
        notes,
        talks.size(),
        talks.isEmpty() ? 0 : 1,
        talks.values().stream().anyMatch(talk -> talk.ending() == Ending.BUDGET));
  }

  private static Note none(String why) {
    return new Note(Note.What.ANSWER, List.of(), "", "no embedding: " + why);
  }

  /** Which groups of a kind are counted with which. */
  private Map<String, String> equal(List<Group> same, Map<String, Embedding> vectors) {
    Map<String, String> equal = new HashMap<>();
    List<Group> centres = new ArrayList<>();
    for (Group group : same) {
      Embedding vector = vectors.get(group.edit().text());
      Group nearest = null;
      double most = likeness;
      for (Group centre : vector == null ? List.<Group>of() : centres) {
        double cosine = vector.cosine(vectors.get(centre.edit().text()));
        if ((nearest == null ? cosine >= most : cosine > most)
            && mayMerge.test(group.edit(), centre.edit())) {
          nearest = centre;
          most = cosine;
        }
      }
      if (nearest != null) {
        equal.put(group.lessonId(), nearest.lessonId());
      } else if (vector != null) {
        centres.add(group);
      }
    }
    return equal;
  }
}
