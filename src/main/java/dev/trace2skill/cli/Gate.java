package dev.trace2skill.cli;

import dev.trace2skill.publish.GateMode;
import dev.trace2skill.publish.GateRefused;
import dev.trace2skill.publish.TableVerdicts;
import dev.trace2skill.publish.Verdicts;
import dev.trace2skill.store.Warehouse;
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

  /** What the gate has said. */
  static Verdicts verdicts(Warehouse warehouse, Settings settings) {
    return new TableVerdicts(warehouse, GateStep.cells(settings));
  }

  /** What the option says, or else the conf. */
  GateMode mode(Settings settings) {
    return mode == null ? settings.conf().publishOrDefault().mode() : mode;
  }

  /**
   * Fails before anything is done when what is made could not be published.
   *
   * @throws GateRefused when a verdict is asked for and the conf has nobody to give one
   */
  void check(Settings settings) {
    if (mode(settings) == GateMode.OFF) {
      return;
    }
    if (settings.conf().gate() == null) {
      throw new GateRefused(
          "a skill goes out with a verdict or an opt-out, and the conf has no section gate; add one,"
              + " or --gate off, or set publish.gate to \"off\", and it is recorded that nobody"
              + " judged it");
    }
    GateStep.check(settings);
  }
}
