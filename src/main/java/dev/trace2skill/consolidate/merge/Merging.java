package dev.trace2skill.consolidate.merge;

import dev.trace2skill.consolidate.merge.Front.Asked;
import dev.trace2skill.consolidate.merge.Merged.Contradiction;
import dev.trace2skill.consolidate.merge.Merged.Note;
import dev.trace2skill.llm.About;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/**
 * Has a model say which groups mean the same. The same groups, in whatever order, and the same
 * answers give the same result.
 */
public final class Merging {

  private static final String PURPOSE = "merge";

  private final MergeSettings settings;
  private final Sampling sampling;
  private final MergeRules rules;

  /**
   * @param base the skill that all edits are made for
   * @param mayMerge whether two edits may mean the same at all: no if they differ in a number, a
   *     negation or anything else that is not a matter of wording
   */
  public Merging(
      MergeSettings settings, Sampling sampling, Skill base, BiPredicate<Edit, Edit> mayMerge) {
    this.settings = settings;
    this.sampling = sampling;
    this.rules = new MergeRules(base, mayMerge);
  }

  /** What came of it, and all that was asked. */
  record Outcome(Merged merged, List<Asked> asked) {}

  /** Begins to ask and does not wait; fails only when the journal does. */
  public CompletableFuture<Merged> start(List<Group> groups, Talks talks) {
    return start(groups, asking(talks, rules.base())).thenApply(Outcome::merged);
  }

  static Asker asking(Talks talks, Skill base) {
    String promptId = MergeQuestion.promptId();
    return (subjectId, request) ->
        talks.hold(
            new About(subjectId, PURPOSE, promptId, base.id()),
            new Turn.Ask<>(request, Turn.Done::new));
  }

  CompletableFuture<Outcome> start(List<Group> groups, Asker asker) {
    requireDistinct(groups);
    List<Note> notes = new ArrayList<>();
    List<Group> seen = seen(groups, notes);
    Closeness closeness = new Closeness(seen);
    Handles handles = new Handles(seen.stream().map(Group::lessonId).toList());
    MergeQuestion question = new MergeQuestion(handles, rules, sampling);
    return new MergeTree(settings, rules, handles, question, closeness, asker)
        .run(LeafOrder.of(seen, closeness))
        .thenApply(front -> new Outcome(merged(front, notes), front.asked()));
  }

  private static void requireDistinct(List<Group> groups) {
    Set<String> ids = new HashSet<>();
    for (Group group : groups) {
      if (!ids.add(group.lessonId())) {
        throw new IllegalArgumentException("two groups are lesson " + group.lessonId());
      }
    }
  }

  /** The best supported groups that a model may be shown. */
  private List<Group> seen(List<Group> groups, List<Note> notes) {
    List<Group> seen = new ArrayList<>();
    List<Group> sorted = groups.stream().sorted(Group.SUPPORT).toList();
    for (Group group : sorted) {
      if (seen.size() == settings.groups()) {
        int left = sorted.size() - sorted.indexOf(group);
        notes.add(left(List.of(), left + " groups have less support than those that are shown"));
        break;
      }
      Optional<String> fault = rules.againstShowing(group);
      fault.ifPresent(why -> notes.add(left(List.of(group.lessonId()), why)));
      if (fault.isEmpty()) {
        seen.add(group);
      }
    }
    return seen;
  }

  private static Note left(List<String> lessonIds, String why) {
    return new Note(Note.What.GROUP, lessonIds, "", why);
  }

  private static Merged merged(Front front, List<Note> before) {
    Map<String, String> holders = new HashMap<>();
    TreeMap<String, String> equal = new TreeMap<>();
    TreeMap<String, String> wordings = new TreeMap<>();
    for (Standing standing : front.standing()) {
      standing.members().forEach(m -> holders.put(m.lessonId(), standing.id()));
      standing.members().stream()
          .filter(m -> !m.equals(standing.lead()))
          .forEach(m -> equal.put(m.lessonId(), standing.id()));
      if (standing.wording() != null) {
        wordings.put(standing.id(), standing.wording());
      }
    }
    List<Note> notes = new ArrayList<>(before);
    notes.addAll(front.notes());
    return new Merged(
        equal,
        wordings,
        contradictions(front, holders),
        notes,
        (int) front.asked().stream().filter(Asked::isPut).count(),
        front.rounds(),
        front.asked().stream().anyMatch(a -> a.talk().ending() == Ending.BUDGET));
  }

  /** Between the lessons that stand in the end, of each two the first that was said. */
  private static List<Contradiction> contradictions(Front front, Map<String, String> holders) {
    Map<List<String>, Contradiction> found = new HashMap<>();
    for (Contradiction said : front.contradictions()) {
      String a = holders.getOrDefault(said.a(), said.a());
      String b = holders.getOrDefault(said.b(), said.b());
      Contradiction standing =
          a.compareTo(b) < 0
              ? new Contradiction(a, b, said.why())
              : new Contradiction(b, a, said.why());
      found.putIfAbsent(List.of(standing.a(), standing.b()), standing);
    }
    return found.values().stream()
        .sorted(Comparator.comparing(Contradiction::a).thenComparing(Contradiction::b))
        .toList();
  }
}
