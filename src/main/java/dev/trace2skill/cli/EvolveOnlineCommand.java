package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.ingest.RoutingStage;
import dev.trace2skill.ingest.RoutingStage.Recurring;
import dev.trace2skill.ingest.RoutingStage.Sessions;
import dev.trace2skill.publish.GateRefused;
import dev.trace2skill.store.Holder;
import dev.trace2skill.store.Owner;
import dev.trace2skill.store.RunLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code new sessions -> the skill folder}, when there are enough of them. */
@Command(
    name = "evolve-online",
    mixinStandardHelpOptions = true,
    description = {
      "Reads what is new in the evidence and tells which skills the sessions used. For each skill",
      "of the conf that has online.min-sessions new ones of which it is known how they ended, it",
      "looks at the new ones, consolidates everything so far, judges and publishes. Below that",
      "number nothing is spent. For schedules and hooks: one run at a time for each skill."
    })
final class EvolveOnlineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private RunReport report;
  @Mixin private Gate gate;
  @Mixin private Window window;

  @Override
  public Integer call() throws Exception {
    settings.conf().analyzeSettings(null);
    window.check();
    boolean stages = settings.conf().onlineOrDefault().stages();
    int exitCode = 0;
    List<Settings> skills = skills();
    for (Settings skill : skills) {
      if (!stages) {
        gate.check(skill);
      }
      boolean first = skill == skills.get(0);
      int ended = Job.run(spec, skill, report, job -> evolve(job, skill, first));
      exitCode = Math.max(exitCode, ended);
    }
    return exitCode;
  }

  /** The skill of the conf and the others, each with settings of its own. */
  private List<Settings> skills() {
    List<Settings> all = new ArrayList<>(List.of(settings));
    List<Conf.Skill> others = settings.conf().onlineOrDefault().skills();
    if (others != null) {
      others.forEach(other -> all.add(settings.of(other)));
    }
    return all;
  }

  private String evolve(Job job, Settings skill, boolean first) throws Exception {
    String name = skill.skillName();
    Holder me = new Holder(Owner.current(), Instant.now(), "evolve-online");
    RunLock lock = RunLock.take(job.warehouse(), "evolve-online-" + name, me, job.err()::println);
    try {
      return locked(job, skill, first);
    } finally {
      lock.close();
    }
  }

  private String locked(Job job, Settings skill, boolean first) throws Exception {
    String name = skill.skillName();
    RoutingStage routing =
        new RoutingStage(job.warehouse(), skill.conf().onlineOrDefault().routing());
    if (first) {
      read(job, skill, routing);
    }
    Sessions sessions = routing.sessions(name);
    job.count("sessions", sessions.sessions());
    job.count("usable sessions", sessions.usable());
    job.count("new sessions", sessions.fresh());
    job.say(
        "%s: %d sessions, of %d it is known how they ended, %d are new.",
        name, sessions.sessions(), sessions.usable(), sessions.fresh());
    int least = skill.conf().onlineOrDefault().minSessionsOrDefault();
    if (sessions.fresh() < least) {
      String little = "nothing to learn yet: %d of %d sessions".formatted(sessions.fresh(), least);
      job.say("%s: %s", name, little);
      return little;
    }
    return evolve(job, skill, routing);
  }

  /** Reads what is new, and says whose it is. */
  private void read(Job job, Settings skill, RoutingStage routing) throws Exception {
    Steps steps = new Steps(job, skill);
    steps.check();
    steps.checkKey();
    steps.ingest(request -> window.of(request, false));
    job.progress()
        .step(
            "route",
            () -> {
              routing.run();
              return "";
            });
    SortedMap<String, Long> counts = routing.counts();
    Long nobodys = counts.remove("");
    job.count("unattributed sessions", nobodys == null ? 0 : nobodys);
    job.say(
        "Sessions by skill: %s; %d say nothing of any skill (online.routes can).",
        counts.isEmpty()
            ? "none"
            : counts.entrySet().stream()
                .map((Map.Entry<String, Long> e) -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ")),
        nobodys == null ? 0 : nobodys);
    if (skill.conf().onlineOrDefault().seeksNewSkills()) {
      newSkills(job, routing.recurring(skill.conf().onlineOrDefault().minSessionsOrDefault(), 10));
    }
  }

  /** What may be worth a skill of its own. */
  private static void newSkills(Job job, List<Recurring> found) {
    job.count("new skill candidates", found.size());
    if (found.isEmpty()) {
      job.say("No work returns in sessions of no skill.");
      return;
    }
    job.say("Work that returns in sessions of no skill:");
    TextTable.print(
        job.out(),
        List.of("with", "sessions", "users", "failed", "one was asked"),
        found.stream()
            .map(
                r ->
                    List.of(
                        r.name(),
                        Long.toString(r.sessions()),
                        Long.toString(r.principals()),
                        Long.toString(r.failures()),
                        r.query()))
            .toList(),
        60);
  }

  private String evolve(Job job, Settings skill, RoutingStage routing) throws Exception {
    job.learnFrom(routing.of(skill.skillName()));
    try {
      String reason = deliver(job, skill);
      routing.consider(skill.skillName(), job.runId());
      return reason;
    } catch (GateRefused e) {
      // The same sessions would be refused again.
      routing.consider(skill.skillName(), job.runId());
      throw e;
    }
  }

  private String deliver(Job job, Settings skill) throws Exception {
    Publishing publishing = new Publishing(job, skill, gate);
    publishing.readLog();
    Evolution evolution = new Evolution(job, skill, gate);
    ConsolidateStep consolidation = new ConsolidateStep(job, skill);
    ConsolidateStage.Result made = evolution.run(consolidation);
    if (made.version().isEmpty()) {
      return evolution.nothing();
    }
    if (skill.conf().onlineOrDefault().stages()) {
      publishing.stage(made.version().get());
      return "staged";
    }
    publishing.publish(made.version().get());
    consolidation.show(made.accepted());
    return "done";
  }
}
