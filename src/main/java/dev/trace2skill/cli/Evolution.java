package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.publish.GateMode;
import java.io.IOException;

/** {@code trajectories -> a skill version}: what every command does that evolves a skill. */
record Evolution(Job job, Settings settings, Gate gate) {

  /** Lets the analysts look, consolidates, and has what comes of it judged where the conf says. */
  ConsolidateStage.Result run(ConsolidateStep consolidation) throws IOException {
    String corpusId =
        new Steps(job, settings).analyze(settings.conf().analyzeSettings(null)).corpusId();
    ConsolidateStage.Result made = consolidation.consolidate(corpusId);
    return settings.conf().gate() != null && gate.mode(settings) == GateMode.ON
        ? new GateStep(job, settings).settle(made, consolidation, corpusId)
        : made;
  }

  /** Says that nothing came of it. */
  String nothing() {
    job.say(
        "Nothing to learn: no lesson has support enough%s. The skill stays as it is.",
        settings.conf().gate() == null ? "" : ", or the gate retired it");
    return "nothing to learn";
  }
}
