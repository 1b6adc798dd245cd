package dev.trace2skill.consolidate;

import dev.trace2skill.model.Edit;

final class Kind {

  private Kind() {}

  static boolean mayMerge(Edit a, Edit b) {
    return a.file().equals(b.file()) && a.op() == b.op();
  }
}
