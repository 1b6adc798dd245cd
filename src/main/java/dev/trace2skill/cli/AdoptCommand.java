package dev.trace2skill.cli;

import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.SkillHome;
import dev.trace2skill.publish.SkillHome.Staged;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code a staged version -> the skill's place}. */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description = "Publishes what publish --stage wrote, unless the skill changed since.")
final class AdoptCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private Gate gate;

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The staged version, or the start of its id; needed when several are staged.")
  private @Nullable String version;

  @Override
  public Integer call() throws Exception {
    Staged staged = staged(settings.home(spec.commandLine().getErr()::println));
    return Job.run(
        spec,
        settings,
        job -> {
          new Publishing(job, settings, gate).adopt(staged);
          return "done";
        });
  }

  private Staged staged(SkillHome home) throws IOException {
    List<Staged> all = home.staged();
    List<Staged> fitting =
        all.stream()
            .filter(s -> version == null || s.skillVersionId().startsWith(version))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String known = all.stream().map(Staged::skillVersionId).collect(Collectors.joining(", "));
    if (all.isEmpty()) {
      throw new UserError("nothing is staged for " + home.target() + "; publish --stage does that");
    }
    throw new UserError(
        version == null
            ? "several versions are staged, name one: " + known
            : "not exactly one staged version begins with '" + version + "'; staged: " + known);
  }
}
