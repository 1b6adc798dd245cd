package dev.trace2skill.cli;

import dev.trace2skill.publish.GateMode;
import dev.trace2skill.publish.GateRefused;
import dev.trace2skill.publish.Verdicts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of the commands that let a skill out, and what it stands for. */
final class Gate {

  @Option(
      names = "--gate",
      paramLabel = "MODE",
      description =
          "on: only a version that a verdict accepts goes out; off: any, and it is recorded that"
              + " nobody judged it. Overrides the conf.")
  private @Nullable GateMode mode;

  /** What the gate has said; there is none yet. */
  Verdicts verdicts() {
    return Verdicts.NONE;
  }

  /** What the option says, or else the conf. */
  GateMode mode(Settings settings) {
    return mode == null ? settings.conf().publishOrDefault().mode() : mode;
  }

  /**
   * Fails before anything is done when nothing can be published.
   *
   * @throws GateRefused when a verdict is asked for and there is nobody to give one
   */
  void check(Settings settings) {
    if (mode(settings) == GateMode.ON && verdicts() == Verdicts.NONE) {
      throw new GateRefused(
          "a skill goes out with a verdict or an opt-out, and nothing gives verdicts yet; add --gate"
              + " off, or set publish.gate to \"off\", and it is recorded that nobody judged it");
    }
  }
}
