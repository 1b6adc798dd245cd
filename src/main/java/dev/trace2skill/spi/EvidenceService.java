package dev.trace2skill.spi;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A service whose traces are fetched, page by page, into files that an {@link EvidenceAdapter} then
 * reads as any others. Found with {@link java.util.ServiceLoader}; must have a constructor without
 * arguments and keep no state.
 */
public interface EvidenceService {

  /** The service's name, which is its key in conf files. */
  String service();

  /** The format of its pages. */
  String format();

  /**
   * Fetches what the query is about, as far as the pages do not have it.
   *
   * @throws UserError when the service refuses, or does not answer however often it is asked; what
   *     was kept until then stays
   */
  void fetch(Query query, Pages pages) throws IOException, InterruptedException;

  /**
   * What is wanted.
   *
   * @param baseUrl where the service is
   * @param project whose traces
   * @param from runs that started earlier are not wanted
   * @param to runs that started then or later are not wanted
   * @param now the time; what is older than a day will not change any more
   */
  record Query(String baseUrl, String project, Secret key, Instant from, Instant to, Instant now) {}

  /** The pages that are there, in parts that are fetched as a whole. */
  interface Pages {

    /** Whether all of a part is there and nothing of it will change. */
    boolean isComplete(String part) throws IOException;

    /** Keeps a page; one that is there under this name stays. */
    void keep(String part, String name, Path page) throws IOException;

    /** Notes that a part need not be fetched again. */
    void complete(String part) throws IOException;
  }
}
