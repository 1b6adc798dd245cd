package dev.trace2skill.analyze;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Edit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What code has seen for itself in a talk with an error analyst, whatever the model says.
 *
 * @param proofs for each correction that was accepted, the steps it changes
 * @param copied whether a correction was accepted whose values the run could not have known
 * @param passed edits that passed a trial
 * @param refused why the model's last attempt to finish was refused; null when it made none
 */
record Notes(
    List<Set<Integer>> proofs, boolean copied, Set<Edit> passed, @Nullable Refusal refused) {

  /** Why a finding cannot be taken. */
  record Refusal(Drop drop, String detail) {}

  static final Notes NONE = new Notes(List.of(), false, Set.of(), null);

  Notes {
    proofs = List.copyOf(proofs);
    passed = Set.copyOf(passed);
  }

  Notes withProof(Set<Integer> steps) {
    List<Set<Integer>> more = Stream.concat(proofs.stream(), Stream.of(Set.copyOf(steps))).toList();
    return new Notes(more, copied, passed, refused);
  }

  Notes withCopy() {
    return new Notes(proofs, true, passed, refused);
  }

  Notes withPassed(List<Edit> edits) {
    Set<Edit> more = new LinkedHashSet<>(passed);
    more.addAll(edits);
    return new Notes(proofs, copied, more, refused);
  }

  Notes withRefusal(Refusal refusal) {
    return new Notes(proofs, copied, passed, refusal);
  }

  /** Steps that all corrections together change. */
  Set<Integer> provenSteps() {
    Set<Integer> steps = new HashSet<>();
    proofs.forEach(steps::addAll);
    return steps;
  }
}
