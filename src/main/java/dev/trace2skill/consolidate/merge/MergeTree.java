package dev.trace2skill.consolidate.merge;

import dev.trace2skill.consolidate.merge.Front.Asked;
import dev.trace2skill.consolidate.merge.Merged.Note;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A tree of questions over groups. A leaf shows as many groups as the fan-in, which stand together
 * because they are close, with their alternatives. A node above shows, without alternatives, what
 * its eight nodes below left standing: groups that were found equal as one, all others as they are.
 *
 * <p>So any two groups have one node where they first come under the same question: the lowest that
 * is above both. There they are shown if all that stands finds room, which is eight times the
 * fan-in; so it is up to the second round at least, hence for 256 groups with a fan-in of 32. Where
 * more stands, those are shown that are closest to a group from another node below, since those
 * from the same one have met. What is not shown moves up all the same.
 *
 * <p>n groups take at most n/f + n/(8f) + n/(64f) + ... questions for a fan-in of f, each rounded
 * up: 64 groups 3 questions in 2 rounds, 200 groups 8 in 2, 2,000 groups 72 in 3.
 *
 * <p>A node asks when those below it are done and waits for no other. What it makes of an answer
 * depends on the answers below it alone, so the order in which answers come changes nothing. Where
 * there is no answer, or none of use, what came from below moves up as it was.
 */
final class MergeTree {

  private final MergeSettings settings;
  private final MergeRules rules;
  private final Handles handles;
  private final MergeQuestion question;
  private final Selection selection;
  private final Asker asker;

  MergeTree(
      MergeSettings settings,
      MergeRules rules,
      Handles handles,
      MergeQuestion question,
      Closeness closeness,
      Asker asker) {
    this.settings = settings;
    this.rules = rules;
    this.handles = handles;
    this.question = question;
    this.selection = new Selection(closeness, settings.shown());
    this.asker = asker;
  }

  /**
   * Asks from the leaves to the root.
   *
   * @param groups in the order of the leaves
   */
  CompletableFuture<Front> run(List<Group> groups) {
    if (groups.isEmpty()) {
      return CompletableFuture.completedFuture(Front.of(List.of()));
    }
    List<CompletableFuture<Front>> level =
        evenly(groups, settings.fanIn()).stream().map(this::leaf).toList();
    while (level.size() > 1) {
      level = evenly(level, settings.children()).stream().map(this::above).toList();
    }
    return level.get(0);
  }

  /** As few parts as keep to a size, of which none is larger than another by more than one. */
  private static <T> List<List<T>> evenly(List<T> all, int most) {
    int parts = (all.size() + most - 1) / most;
    List<List<T>> even = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      even.add(
          all.subList(
              (int) ((long) all.size() * i / parts), (int) ((long) all.size() * (i + 1) / parts)));
    }
    return even;
  }

  private CompletableFuture<Front> leaf(List<Group> groups) {
    Front front = Front.of(groups.stream().map(Standing::of).toList());
    return groups.size() < 2
        ? CompletableFuture.completedFuture(front)
        : ask(front, front.standing(), question.first(front.standing()));
  }

  private CompletableFuture<Front> above(List<CompletableFuture<Front>> below) {
    if (below.size() == 1) {
      return below.get(0);
    }
    return CompletableFuture.allOf(below.toArray(CompletableFuture<?>[]::new))
        .thenCompose(done -> join(below.stream().map(CompletableFuture::join).toList()));
  }

  private CompletableFuture<Front> join(List<Front> below) {
    Front front = Front.joined(below);
    List<Standing> shown = selection.of(below);
    return shown.size() < 2
        ? CompletableFuture.completedFuture(front)
        : ask(front, shown, question.further(shown));
  }

  private CompletableFuture<Front> ask(Front front, List<Standing> shown, LLMRequest request) {
    String[] ids = shown.stream().map(Standing::id).toArray(String[]::new);
    return asker
        .ask(ContentId.of(ids), request)
        .thenApply(talk -> heard(front.after(new Asked(request, talk)), shown, talk));
  }

  private Front heard(Front front, List<Standing> shown, Talk<LLMReply> talk) {
    if (talk.result() == null) {
      return talk.ending() == Ending.UNANSWERED
          ? front.noting(new Note(Note.What.ANSWER, List.of(), "", talk.detail()))
          : front;
    }
    Map<String, String> byHandle = new HashMap<>();
    shown.forEach(s -> byHandle.put(handles.of(s.id()), s.id()));
    return Uptake.of(Answer.of(talk.result()), front, byHandle, rules);
  }
}
