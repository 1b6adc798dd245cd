package dev.trace2skill.cli;

import dev.trace2skill.model.SkillVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skill_versions -> the skill's place}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Puts a skill version in the skill's place and keeps what stood there.",
    footer = {"", "rollback undoes it; rollback --list shows what there is to go back to."})
final class PublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private RunReport report;
  @Mixin private Gate gate;

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      description = "The skill version; without it the one that was made last.")
  private @Nullable String versionId;

  @ArgGroup private @Nullable Elsewhere elsewhere;

  /** Where the version goes instead. */
  static final class Elsewhere {
    @Option(
        names = "--stage",
        description =
            "Write it beside the skill, with what speaks for it; adopt then publishes it.")
    private boolean stage;

    @Option(
        names = "--bundle",
        paramLabel = "FILE",
        description = "Write it into an archive (.zip or .tar.gz) with a manifest.")
    private @Nullable Path bundle;
  }

  @Override
  public Integer call() throws Exception {
    var unused = settings.conf();
    return Job.run(spec, settings, report, this::publish);
  }

  private String publish(Job job) throws Exception {
    Publishing publishing = new Publishing(job, settings, gate);
    SkillVersion version = job.version(versionId);
    if (elsewhere != null && elsewhere.bundle != null) {
      publishing.bundle(version, elsewhere.bundle.toAbsolutePath().normalize());
    } else if (elsewhere != null && elsewhere.stage) {
      publishing.stage(version);
    } else if (versionId != null) {
      publishing.publishAsTold(version);
    } else {
      publishing.publish(version);
    }
    return "done";
  }
}
