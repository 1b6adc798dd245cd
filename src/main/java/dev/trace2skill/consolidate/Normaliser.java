package dev.trace2skill.consolidate;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.PatchEdit;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.Document;
import dev.trace2skill.skill.EditSpan;
import dev.trace2skill.skill.LineRange;
import dev.trace2skill.skill.LinkedEdits;
import dev.trace2skill.skill.Section;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes patches apart and says of each edit what it says and which lines of the base it touches.
 */
final class Normaliser implements Serializable {

  /** Analysts repeat themselves: what one edit comes to is worked out once a task. */
  private static final int REMEMBERED = 10_000;

  /** What an edit comes to on the base. */
  private record Placed(String exactId, EditSpan span) {}

  private final Skill base;
  private transient @Nullable Map<Edit, Placed> placed;
  private transient @Nullable Map<String, Document> documents;

  Normaliser(Skill base) {
    this.base = base;
  }

  Stream<PatchEdit> edits(Patch patch) {
    List<Edit> edits = LinkedEdits.fold(patch.edits());
    return IntStream.range(0, edits.size()).mapToObj(i -> edit(patch, i, edits.get(i)));
  }

  private PatchEdit edit(Patch patch, int position, Edit edit) {
    Placed place = remembered().computeIfAbsent(edit, this::place);
    return new PatchEdit(
        ContentId.of("edit", patch.patchId(), Integer.toString(position), base.id()),
        patch.patchId(),
        patch.trajectoryId(),
        patch.taskId(),
        patch.principalId(),
        patch.analyst(),
        base.id(),
        patch.contrastId(),
        patch.grade(),
        patch.finding(),
        position,
        edit,
        place.exactId(),
        place.span().lines().map(LineRange::start).orElse(null),
        place.span().lines().map(LineRange::end).orElse(null),
        place.span().rejection().orElse(null));
  }

  private Placed place(Edit edit) {
    return new Placed(exactId(edit), EditSpan.of(base, edit));
  }

  /**
   * The same for edits that do the same in the same place, however they are written. The base only
   * tells what section is meant, so that the id survives a change of the base elsewhere.
   */
  String exactId(Edit edit) {
    return ContentId.of(
        "statement",
        edit.file(),
        section(edit),
        edit.op().name(),
        edit.anchor(),
        CanonicalText.of(edit.text()),
        edit.link() == null ? "" : CanonicalText.of(edit.link()));
  }

  private String section(Edit edit) {
    String named = edit.section();
    if (named.isBlank() || base.file(edit.file()).isEmpty()) {
      return CanonicalText.of(named);
    }
    Document document =
        documents().computeIfAbsent(edit.file(), f -> Document.of(f, base.file(f).orElseThrow()));
    List<Section> sections = document.named(named);
    return CanonicalText.of(sections.size() == 1 ? document.path(sections.get(0)) : named);
  }

  private Map<Edit, Placed> remembered() {
    if (placed == null) {
      placed =
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Edit, Placed> eldest) {
              return size() > REMEMBERED;
            }
          };
    }
    return placed;
  }

  private Map<String, Document> documents() {
    if (documents == null) {
      documents = new HashMap<>();
    }
    return documents;
  }
}
