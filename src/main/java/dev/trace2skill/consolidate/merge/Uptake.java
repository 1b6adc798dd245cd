package dev.trace2skill.consolidate.merge;

import dev.trace2skill.consolidate.merge.Answer.Opposed;
import dev.trace2skill.consolidate.merge.Answer.Worded;
import dev.trace2skill.consolidate.merge.Merged.Contradiction;
import dev.trace2skill.consolidate.merge.Merged.Note;
import dev.trace2skill.consolidate.merge.Merged.Note.What;
import dev.trace2skill.llm.prompt.InstructionText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes of an answer what the rules let pass, item by item, and notes the rest. Groups are only
 * ever brought together: whatever the answer, each is a member of one afterwards.
 */
final class Uptake {

  private static final int MOST_SAID = 200;

  private static final Comparator<Standing> SUPPORT =
      Comparator.comparing(Standing::lead, Group.SUPPORT);

  private final MergeRules rules;

  /** Lesson ids of what was shown, by the ids that it was shown under. */
  private final Map<String, String> shown;

  private final List<Standing> standing;
  private final List<Contradiction> contradictions;
  private final List<Note> notes;
  private final Set<String> worded = new HashSet<>();

  private Uptake(MergeRules rules, Map<String, String> shown, Front front) {
    this.rules = rules;
    this.shown = new TreeMap<>(shown);
    standing = new ArrayList<>(front.standing());
    contradictions = new ArrayList<>(front.contradictions());
    notes = new ArrayList<>(front.notes());
  }

  static Front of(Answer answer, Front front, Map<String, String> shown, MergeRules rules) {
    if (!answer.fault().isEmpty()) {
      return front.noting(new Note(What.ANSWER, List.of(), "", answer.fault()));
    }
    Uptake uptake = new Uptake(rules, shown, front);
    answer
        .malformed()
        .forEach(item -> uptake.note(What.ANSWER, List.of(), item, "it is malformed"));
    List<Contradiction> opposed = uptake.opposed(answer);
    answer.equal().forEach(ids -> uptake.unite(ids, opposed));
    answer.wordings().forEach(uptake::word);
    opposed.forEach(c -> uptake.oppose(c, answer));
    return new Front(
        uptake.standing, uptake.contradictions, uptake.notes, front.asked(), front.rounds());
  }

  /** Contradictions between two groups that were shown. */
  private List<Contradiction> opposed(Answer answer) {
    List<Contradiction> found = new ArrayList<>();
    for (Opposed said : answer.contradictions()) {
      String a = shown.get(said.a());
      String b = shown.get(said.b());
      List<String> about = known(List.of(said.a(), said.b()));
      Optional<String> fault = rules.againstWhy(said.why());
      if (a == null || b == null) {
        note(What.CONTRADICTION, about, said.why(), unknown(a == null ? said.a() : said.b()));
      } else if (a.equals(b)) {
        note(What.CONTRADICTION, about, said.why(), "it names one group twice");
      } else if (fault.isPresent()) {
        note(What.CONTRADICTION, about, said.why(), fault.get());
      } else {
        boolean ordered = a.compareTo(b) < 0;
        found.add(new Contradiction(ordered ? a : b, ordered ? b : a, said.why()));
      }
    }
    return found;
  }

  private void unite(List<String> ids, List<Contradiction> opposed) {
    for (String id : new LinkedHashSet<>(ids)) {
      if (!shown.containsKey(id)) {
        note(What.EQUAL, known(ids), id, unknown(id));
      }
    }
    List<Standing> set = known(ids).stream().map(this::holder).distinct().sorted(SUPPORT).toList();
    List<Standing> apart = new ArrayList<>();
    for (Standing next : set) {
      boolean united = false;
      for (int i = 0; i < apart.size() && !united; i++) {
        if (against(apart.get(i), next, opposed).isEmpty()) {
          apart.set(i, unite(apart.get(i), next));
          united = true;
        }
      }
      if (!united && !apart.isEmpty()) {
        List<String> about = List.of(apart.get(0).id(), next.id());
        note(What.EQUAL, about, "", against(apart.get(0), next, opposed).orElseThrow());
      }
      if (!united) {
        apart.add(next);
      }
    }
  }

  private Optional<String> against(Standing a, Standing b, List<Contradiction> opposed) {
    boolean contradict =
        contradictions.stream().anyMatch(c -> isBetween(c, a, b))
            || opposed.stream().anyMatch(c -> isBetween(c, a, b));
    return contradict
        ? Optional.of("they are said to contradict each other")
        : rules.againstEqual(a, b);
  }

  private static boolean isBetween(Contradiction c, Standing a, Standing b) {
    return (a.has(c.a()) && b.has(c.b())) || (a.has(c.b()) && b.has(c.a()));
  }

  /** Both as one, in the place of the one that comes first. */
  private Standing unite(Standing a, Standing b) {
    Standing both = a.with(b);
    int first = Math.min(standing.indexOf(a), standing.indexOf(b));
    standing.removeAll(List.of(a, b));
    standing.add(first, both);
    return both;
  }

  private void word(Worded said) {
    String id = shown.get(said.id());
    if (id == null) {
      note(What.WORDING, List.of(), said.text(), unknown(said.id()));
      return;
    }
    Standing group = holder(id);
    if (said.text().equals(group.text())) {
      return;
    }
    Optional<String> fault =
        worded.contains(group.id())
            ? Optional.of("another wording of the group was taken")
            : rules.againstWording(group, said.text());
    if (fault.isPresent()) {
      note(What.WORDING, List.of(group.id()), said.text(), fault.get());
    } else {
      standing.set(standing.indexOf(group), group.worded(said.text()));
      worded.add(group.id());
    }
  }

  private void oppose(Contradiction said, Answer answer) {
    List<String> both = List.of(said.a(), said.b());
    if (answer.equal().stream().anyMatch(ids -> known(ids).containsAll(both))) {
      note(What.CONTRADICTION, both, said.why(), "the same answer calls them equal");
    } else {
      contradictions.add(said);
    }
  }

  private Standing holder(String lessonId) {
    return standing.stream().filter(s -> s.has(lessonId)).findFirst().orElseThrow();
  }

  /** Lesson ids of those of the given ids that were shown. */
  private List<String> known(List<String> ids) {
    return ids.stream().distinct().filter(shown::containsKey).map(shown::get).toList();
  }

  private static String unknown(String id) {
    return "the id " + harmless(id) + " was not shown in this question";
  }

  private void note(What what, List<String> lessonIds, String said, String reason) {
    notes.add(new Note(what, lessonIds, harmless(said), reason));
  }

  private static String harmless(String said) {
    String line = InstructionText.neutralised(said.strip().replaceAll("\\s+", " "));
    if (line.length() <= MOST_SAID) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MOST_SAID - 1)) ? MOST_SAID - 1 : MOST_SAID;
    return line.substring(0, end) + "...";
  }
}
