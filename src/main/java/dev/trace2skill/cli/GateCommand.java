package dev.trace2skill.cli;

import dev.trace2skill.gate.Part;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.publish.GateRefused;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skill_versions, tasks -> verdicts}. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Judges a skill version: agents try held-out tasks with it and with the skill that it would",
      "replace. The section gate of the conf says which agents, how many runs, at what error rate."
    },
    footer = {"", "Exit code 0 when every agent accepts it, else 4. publish asks for the verdict."})
final class GateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      description = "The skill version; without it the one that was made last.")
  private @Nullable String versionId;

  @Option(
      names = "--sealed",
      description =
          "Judge it by the sealed tasks, which are opened once a version. That verdict then counts"
              + " before any other.")
  private boolean sealed;

  @Override
  public Integer call() throws Exception {
    GateStep.check(settings);
    return Job.run(spec, settings, this::gate);
  }

  private String gate(Job job) throws Exception {
    SkillVersion version = job.version(versionId);
    if (sealed && GateStep.conf(settings).timeline() != null) {
      throw new UserError("--sealed goes with a gate of rollouts, not with kind: temporal");
    }
    GateStep.Judged judged =
        new GateStep(job, settings).run(version, sealed ? Part.SEALED : Part.VALIDATE);
    if (judged.verdicts().isEmpty()) {
      job.say("Version %s stands in the skill's place already.", version.skillVersionId());
      return "nothing to judge";
    }
    if (judged.retired() > 0) {
      job.say("%d lessons are retired; consolidate again to leave them out.", judged.retired());
    }
    for (Verdict verdict : judged.verdicts()) {
      if (verdict.decision() != Decision.ACCEPT) {
        throw new GateRefused(
            "skill version %s is not accepted for %s; verdict %s"
                .formatted(version.skillVersionId(), verdict.cell(), verdict.verdictId()));
      }
    }
    return "accepted";
  }
}
