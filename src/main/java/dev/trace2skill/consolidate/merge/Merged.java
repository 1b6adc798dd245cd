package dev.trace2skill.consolidate.merge;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a model said of groups that code could verify. It only ever brings groups together: what is
 * in no map stays as it is.
 *
 * @param equal lesson ids and those of the lessons that they are now counted with, which are the
 *     best supported of their sets and are no keys themselves
 * @param wordings lesson ids and the texts that their edits now have
 * @param notes what the model said that was not taken, and what it was not shown
 * @param calls questions that were asked, those that the journal answered included
 * @param rounds the most of them that had to wait one for the other
 * @param stoppedOnBudget whether questions were left unasked for want of budget
 */
public record Merged(
    SortedMap<String, String> equal,
    SortedMap<String, String> wordings,
    List<Contradiction> contradictions,
    List<Note> notes,
    int calls,
    int rounds,
    boolean stoppedOnBudget) {

  /** What comes of not asking. */
  public static final Merged NOTHING =
      new Merged(new TreeMap<>(), new TreeMap<>(), List.of(), List.of(), 0, 0, false);

  /**
   * Two lessons that cannot both be followed, in the model's opinion.
   *
   * @param a a lesson id, the lesser of the two
   * @param why in the model's words, one line
   */
  public record Contradiction(String a, String b, String why) {}

  /**
   * Something that was not done.
   *
   * @param lessonIds what it is about; empty when it is about a whole answer
   * @param said the model's words, made harmless and cut; empty where there are none
   */
  public record Note(What what, List<String> lessonIds, String said, String reason) {

    /** What was not taken. */
    public enum What {
      EQUAL,
      WORDING,
      CONTRADICTION,
      /** A whole answer, or there was none. */
      ANSWER,
      /** The model was not shown it. */
      GROUP
    }

    public Note {
      lessonIds = List.copyOf(lessonIds);
    }
  }

  public Merged {
    equal = Collections.unmodifiableSortedMap(new TreeMap<>(equal));
    wordings = Collections.unmodifiableSortedMap(new TreeMap<>(wordings));
    contradictions = List.copyOf(contradictions);
    notes = List.copyOf(notes);
  }

  /** The same, and what was said afterwards of the groups as they were by then. */
  public Merged and(Merged after) {
    SortedMap<String, String> both = new TreeMap<>(after.equal);
    equal.forEach((lesson, other) -> both.put(lesson, after.equal.getOrDefault(other, other)));
    SortedMap<String, String> words = new TreeMap<>(wordings);
    words.putAll(after.wordings);
    return new Merged(
        both,
        words,
        Stream.concat(contradictions.stream(), after.contradictions.stream()).toList(),
        Stream.concat(notes.stream(), after.notes.stream()).toList(),
        calls + after.calls,
        rounds + after.rounds,
        stoppedOnBudget || after.stoppedOnBudget);
  }
}
