package dev.trace2skill.cli;

import dev.trace2skill.ingest.Route;
import dev.trace2skill.ingest.Routing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evolution in the background, from real use.
 *
 * @param minSessions new sessions that can be used, before anything is spent
 * @param skills further skills that are evolved, each from the sessions that used it
 * @param routes which sessions are evidence for a skill where they do not say so themselves
 * @param newSkills whether it is told what sessions of no skill have in common
 * @param stage whether a version waits for somebody to adopt it
 */
record OnlineConf(
    @Nullable Integer minSessions,
    @Nullable List<Conf.Skill> skills,
    @Nullable List<Route> routes,
    @Nullable Boolean newSkills,
    @Nullable Boolean stage) {

  static final OnlineConf DEFAULT = new OnlineConf(null, null, null, null, null);

  OnlineConf {
    if (minSessions != null && minSessions < 1) {
      throw new IllegalArgumentException("min-sessions must be at least 1, is " + minSessions);
    }
  }

  int minSessionsOrDefault() {
    return minSessions == null ? 5 : minSessions;
  }

  Routing routing() {
    return new Routing(routes == null ? List.of() : routes);
  }

  boolean seeksNewSkills() {
    return newSkills != null && newSkills;
  }

  boolean stages() {
    return stage != null && stage;
  }
}
