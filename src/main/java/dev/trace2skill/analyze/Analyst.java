package dev.trace2skill.analyze;

import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.Outcome;
import java.io.Serializable;

/** Somebody who looks at one trajectory with the help of a model. */
interface Analyst extends Serializable {

  /** Its name in conf files and tables. */
  String name();

  /** The outcome of the trajectories that it looks at. */
  Outcome looksAt();

  /** Hash of its instructions and tools. */
  String promptId();

  /** Hash of everything else that can change what it finds, the model apart. */
  String methodId();

  /** Answers of the model in one talk, at the most. */
  int maxTurns();

  /** The talk about one trajectory. */
  Turn<Finding> examine(Case subject);
}
