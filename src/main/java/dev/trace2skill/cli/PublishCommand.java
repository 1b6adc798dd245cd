package dev.trace2skill.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skill_versions -> the skill folder}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Puts a skill version in the skill folder's place and keeps a backup.")
final class PublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      description = "The skill version; without it the one that was made last.")
  private @Nullable String versionId;

  @Override
  public Integer call() throws Exception {
    settings.gate();
    return Job.run(
        spec,
        settings,
        job -> {
          String id = versionId == null ? job.lastMade() : versionId;
          new Steps(job, settings).publish(job.version(id));
          return "done";
        });
  }
}
