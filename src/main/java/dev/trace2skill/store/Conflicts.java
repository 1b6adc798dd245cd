package dev.trace2skill.store;

import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when two drivers write to one table at the same time. */
public final class Conflicts {

  private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

  /** Whenever one driver has to begin anew, another has come to its end. */
  private static final int ATTEMPTS = 100;

  private static final String TABLE_IS_THERE = "DELTA_PATH_EXISTS";

  private Conflicts() {}

  /**
   * Does work whose last step writes to a table, anew for as long as another driver wrote what this
   * work should have seen.
   *
   * @param work reads the tables each time it is called
   */
  public static <T> T retried(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (DeltaConcurrentModificationException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.info("another driver wrote at the same time; this is done anew: {}", e.getMessage());
      } catch (Exception e) {
        // Checked by the compiler's rules nowhere: it comes out of Scala.
        if (attempt == ATTEMPTS || !isThere(e)) {
          throw e;
        }
      }
    }
  }

  static void retried(Runnable work) {
    var unused =
        retried(
            () -> {
              work.run();
              return null;
            });
  }

  private static boolean isThere(Exception e) {
    return e instanceof AnalysisException analysis
        && TABLE_IS_THERE.equals(analysis.getCondition());
  }
}
