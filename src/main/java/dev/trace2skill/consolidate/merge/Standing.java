package dev.trace2skill.consolidate.merge;

import dev.trace2skill.model.Edit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A group on its way up the tree, with those that were found to mean the same.
 *
 * @param lead the best supported of them, which stands for all
 * @param members all of them, the lead first
 * @param wording a text that was taken for the lead's edit; null for its own
 */
record Standing(Group lead, List<Group> members, @Nullable String wording) {

  Standing {
    members = List.copyOf(members);
  }

  static Standing of(Group group) {
    return new Standing(group, List.of(group), null);
  }

  String id() {
    return lead.lessonId();
  }

  /** The text as it would go into the skill. */
  String text() {
    return wording == null ? lead.edit().text() : wording;
  }

  /** The lead's edit with another text. */
  Edit saying(String text) {
    Edit e = lead.edit();
    return new Edit(e.op(), e.file(), e.section(), e.anchor(), text, e.link());
  }

  /** Texts of all members. */
  List<String> texts() {
    return members.stream()
        .flatMap(m -> Stream.concat(Stream.of(m.edit().text()), m.alternatives().stream()))
        .distinct()
        .toList();
  }

  Standing worded(String text) {
    return new Standing(lead, members, text);
  }

  /** Both as one; the wording of the one that leads stays. */
  Standing with(Standing other) {
    Standing first = Group.SUPPORT.compare(lead, other.lead) <= 0 ? this : other;
    List<Group> all =
        Stream.concat(members.stream(), other.members.stream()).sorted(Group.SUPPORT).toList();
    return new Standing(first.lead, all, first.wording);
  }

  boolean has(String lessonId) {
    return members.stream().anyMatch(m -> m.lessonId().equals(lessonId));
  }
}
