package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateStage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code patches -> skill_versions}. */
@Command(
    name = "consolidate",
    mixinStandardHelpOptions = true,
    description = "Counts what the patches agree on and writes the next skill version.")
final class ConsolidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Override
  public Integer call() throws Exception {
    settings.conf();
    return Job.run(
        spec,
        settings,
        job -> {
          Steps steps = new Steps(job, settings);
          ConsolidateStage.Result made = steps.consolidate();
          if (made.version().isEmpty()) {
            steps.say("Nothing to learn: no lesson has support enough.");
            return "nothing to learn";
          }
          steps.show(made.accepted());
          steps.say("Skill version %s", made.version().get().skillVersionId());
          return "done";
        });
  }
}
