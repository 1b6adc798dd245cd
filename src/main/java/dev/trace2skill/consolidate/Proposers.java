package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Whose patches count.
 *
 * @param analysts by name
 * @param methods of those analysts that ask a model: hashes of how they looked, as {@code
 *     patches.method_id} has them; empty for all
 */
public record Proposers(List<String> analysts, Set<String> methods) {

  public Proposers {
    analysts = List.copyOf(analysts);
    methods = Set.copyOf(methods);
  }

  /** Analysts, however they looked. */
  public static Proposers of(List<String> analysts) {
    return new Proposers(analysts, Set.of());
  }

  /** Whether a row of {@code patches} is theirs. */
  Column condition() {
    Column theirs = col("analyst").isin(analysts.toArray());
    Column asked = col("method_id").isNull().or(col("method_id").isin(methods.toArray()));
    return methods.isEmpty() ? theirs : theirs.and(asked);
  }
}
