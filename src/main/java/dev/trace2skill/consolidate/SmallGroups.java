package dev.trace2skill.consolidate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Groups what one machine holds in memory, by the rules of {@link NearDuplicates}. */
final class SmallGroups {

  private SmallGroups() {}

  /** A statement and where it meets others. */
  private record Placed(Member member, List<Long> buckets) {}

  /** The id of the lesson of each statement, by the statement's id. */
  static Map<String, String> lessons(List<Member> statements) {
    Map<Long, Member> leaders = new HashMap<>();
    Set<Member> centres = new HashSet<>();
    Map<String, String> lessons = new HashMap<>();
    for (Placed placed : ranked(statements)) {
      Member member = placed.member();
      Member centre = member;
      for (long bucket : placed.buckets()) {
        Member leader = leaders.putIfAbsent(bucket, member);
        if (leader != null
            && centres.contains(leader)
            && Member.RANK.compare(leader, centre) < 0
            && member.sketch().saysTheSame(leader.sketch())) {
          centre = leader;
        }
      }
      if (centre.equals(member)) {
        centres.add(member);
      }
      lessons.put(member.exactId(), centre.exactId());
    }
    return lessons;
  }

  /** The statements with their densities, the first to word a lesson first. */
  private static List<Placed> ranked(List<Member> statements) {
    Map<Long, Long> weights = new HashMap<>();
    List<Placed> placed = new ArrayList<>();
    for (Member member : statements) {
      Placed there = new Placed(member, Arrays.stream(member.sketch().buckets()).boxed().toList());
      placed.add(there);
      sample(there).forEach(b -> weights.merge(b, member.trajectoryCount(), Long::sum));
    }
    return placed.stream()
        .map(p -> measured(p, weights))
        .sorted(Comparator.comparing(Placed::member, Member.RANK))
        .toList();
  }

  private static Placed measured(Placed placed, Map<Long, Long> weights) {
    long density = sample(placed).mapToLong(weights::get).sum();
    return new Placed(placed.member().withDensity(density), placed.buckets());
  }

  private static Stream<Long> sample(Placed placed) {
    return placed.buckets().stream().limit(NearDuplicates.DENSITY_BANDS);
  }
}
