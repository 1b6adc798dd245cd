package dev.trace2skill.gate;

import dev.trace2skill.model.Trial;
import java.util.List;

/** Lets agents try tasks with several skills, in a mixed order. */
public interface Trials {

  /**
   * All runs of some tasks. Small by construction: as many as held-out tasks were paid for.
   *
   * @return in any order; a run that broke down may be missing
   */
  List<Trial> of(List<String> taskIds);
}
