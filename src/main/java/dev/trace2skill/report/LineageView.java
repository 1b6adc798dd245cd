package dev.trace2skill.report;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.IdPrefix;
import java.util.List;
import java.util.stream.Stream;

/** What stands behind a lesson, as the page shows it. */
final class LineageView {

  /** Characters of a step's text, of a call's arguments or of an answer that are quoted. */
  static final int LONGEST = 400;

  private LineageView() {}

  /** An edit, its patch, its run and the steps that the patch names. */
  record Source(
      String analyst,
      String run,
      String task,
      String outcome,
      String outcomeClass,
      String cause,
      String edit,
      String place,
      String uri,
      String flags,
      List<Step> steps) {}

  /** A quoted step. */
  record Step(int index, String actor, String text, List<Deed> deeds) {}

  /**
   * A call or an answer.
   *
   * @param verb what happened: calls, answers, fails
   */
  record Deed(String verb, String tool, String text) {}

  static Source source(Cited cited) {
    return new Source(
        cited.analyst(),
        IdPrefix.of(cited.trajectoryId()),
        SafeText.cut(cited.taskId(), 80),
        cited.outcome() == null ? "outcome not known" : Words.of(cited.outcome()),
        cited.outcome() == null ? "unknown" : Words.of(cited.outcome()),
        SafeText.cut(cited.cause(), 600),
        SafeText.cut(cited.edit().text(), 600),
        place(cited.edit()),
        SafeText.cut(String.valueOf(cited.uri()), 300),
        SafeText.cut(String.join("; ", cited.flags()), 300),
        cited.steps().stream().map(LineageView::step).toList());
  }

  /** What an edit does and where, such as {@code append to SKILL.md, Calls to make}. */
  static String place(Edit edit) {
    String where = edit.section().isEmpty() ? edit.file() : edit.file() + ", " + edit.section();
    return SafeText.cut(Words.of(edit.op()) + " in " + where, 200);
  }

  private static Step step(Cited.Quoted step) {
    List<Deed> calls =
        step.calls().stream().map(c -> new Deed("calls", c.tool(), shown(c.arguments()))).toList();
    List<Deed> results =
        step.results().stream()
            .map(
                r ->
                    new Deed(
                        Boolean.TRUE.equals(r.error()) ? "fails" : "answers",
                        r.tool(),
                        shown(r.content())))
            .toList();
    return new Step(
        step.stepIndex(),
        Words.of(step.actor()),
        shown(step.text()),
        Stream.concat(calls.stream(), results.stream()).toList());
  }

  private static String shown(String text) {
    return SafeText.cut(text.strip().replaceAll("\\s+", " "), LONGEST);
  }
}
