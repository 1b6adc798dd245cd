package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast.Family;
import java.util.List;

/**
 * One task's runs, counted, with the terms of its statistics computed in the plainest way.
 *
 * @param failuresWith failures that show the feature
 */
public record Stratum(long failures, long successes, long failuresWith, long successesWith) {

  static Tally tally(Family family, List<Stratum> strata) {
    return new Tally(
        "corpus",
        family,
        "called:pay",
        strata.stream().mapToLong(Stratum::failuresWith).sum(),
        strata.stream().mapToLong(Stratum::successesWith).sum(),
        strata.stream().filter(s -> s.failuresWith > 0).count(),
        strata.stream().filter(s -> s.successesWith > 0).count(),
        strata.stream().mapToLong(Stratum::failures).sum(),
        strata.stream().mapToLong(Stratum::successes).sum(),
        strata.stream().mapToDouble(Stratum::excess).sum(),
        strata.stream().mapToDouble(Stratum::variance).sum(),
        strata.stream().mapToDouble(Stratum::weight).sum(),
        strata.stream().mapToDouble(Stratum::difference).sum(),
        strata.stream().mapToDouble(Stratum::differenceVariance).sum());
  }

  /** The same runs, in which success and failure have changed places. */
  Stratum swapped() {
    return new Stratum(successes, failures, successesWith, failuresWith);
  }

  long runs() {
    return failures + successes;
  }

  long with() {
    return failuresWith + successesWith;
  }

  boolean tells() {
    return with() > 0 && with() < runs();
  }

  double excess() {
    return failuresWith - mean();
  }

  /** Of all ways to deal the failures among the runs, by their probabilities. */
  double variance() {
    double mean = mean();
    double variance = 0;
    for (long k = 0; k <= with(); k++) {
      variance += probability(k) * (k - mean) * (k - mean);
    }
    return variance;
  }

  double weight() {
    return (double) with() * (runs() - with()) / runs();
  }

  double difference() {
    return tells() ? weight() * (rateWith() - rateWithout()) : 0;
  }

  double differenceVariance() {
    if (!tells()) {
      return 0;
    }
    double a = rateWith() * (1 - rateWith()) / with();
    double b = rateWithout() * (1 - rateWithout()) / (runs() - with());
    return weight() * weight() * (a + b);
  }

  /** That k of the runs with the feature fail, when outcomes are dealt at random. */
  double probability(long k) {
    return Math.exp(
        logChoose(failures, k) + logChoose(successes, with() - k) - logChoose(runs(), with()));
  }

  private double mean() {
    double mean = 0;
    for (long k = 0; k <= with(); k++) {
      mean += probability(k) * k;
    }
    return mean;
  }

  private double rateWith() {
    return (double) failuresWith / with();
  }

  private double rateWithout() {
    return (double) (failures - failuresWith) / (runs() - with());
  }

  private static double logChoose(long n, long k) {
    if (k < 0 || k > n) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (long i = 1; i <= k; i++) {
      sum += Math.log((double) (n - k + i) / i);
    }
    return sum;
  }
}
