package dev.trace2skill.consolidate.merge;

import dev.trace2skill.consolidate.merge.Merged.Contradiction;
import dev.trace2skill.consolidate.merge.Merged.Note;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What leaves a node of the tree: what stands, and all that was said and asked below it.
 *
 * @param standing in the order of the leaves
 * @param contradictions between lesson ids as they were shown
 * @param rounds the most questions below it that had to wait one for the other
 */
record Front(
    List<Standing> standing,
    List<Contradiction> contradictions,
    List<Note> notes,
    List<Asked> asked,
    int rounds) {

  /** A question and how it ended. */
  record Asked(LLMRequest request, Talk<LLMReply> talk) {

    /** Whether it was put, to the model or to the journal. */
    boolean isPut() {
      return talk.ending() == Ending.DONE || talk.ending() == Ending.UNANSWERED;
    }
  }

  Front {
    standing = List.copyOf(standing);
    contradictions = List.copyOf(contradictions);
    notes = List.copyOf(notes);
    asked = List.copyOf(asked);
  }

  static Front of(List<Standing> standing) {
    return new Front(standing, List.of(), List.of(), List.of(), 0);
  }

  /** What the nodes below a node left, together. */
  static Front joined(List<Front> fronts) {
    List<Standing> standing = new ArrayList<>();
    List<Contradiction> contradictions = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    List<Asked> asked = new ArrayList<>();
    int rounds = 0;
    for (Front front : fronts) {
      standing.addAll(front.standing);
      contradictions.addAll(front.contradictions);
      notes.addAll(front.notes);
      asked.addAll(front.asked);
      rounds = Math.max(rounds, front.rounds);
    }
    return new Front(standing, contradictions, notes, asked, rounds);
  }

  /** The same after one more question. */
  Front after(Asked question) {
    List<Asked> more = new ArrayList<>(asked);
    more.add(question);
    return new Front(standing, contradictions, notes, more, question.isPut() ? rounds + 1 : rounds);
  }

  Front noting(Note note) {
    List<Note> more = new ArrayList<>(notes);
    more.add(note);
    return new Front(standing, contradictions, more, asked, rounds);
  }
}
