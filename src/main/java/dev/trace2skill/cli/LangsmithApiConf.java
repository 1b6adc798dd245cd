package dev.trace2skill.cli;

import dev.trace2skill.spi.EvidenceService;
import dev.trace2skill.spi.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Traces of a LangSmith project by its API.
 *
 * @param project its name
 * @param baseUrl where the API is
 * @param apiKeyEnv the variable that holds the key
 * @param apiKeyFile a file that holds the key and that nobody else may read
 * @param from the first day, or time, that is fetched
 * @param to runs that started then or later are left out
 */
record LangsmithApiConf(
    String project,
    @Nullable String baseUrl,
    @Nullable String apiKeyEnv,
    @Nullable String apiKeyFile,
    String from,
    @Nullable String to) {

  static final String SERVICE = "langsmith-api";

  private static final String BASE_URL = "https://api.smith.langchain.com/api/v1";
  private static final String VARIABLE = "LANGSMITH_API_KEY";

  LangsmithApiConf {
    if (apiKeyEnv != null && !apiKeyEnv.matches("[A-Za-z_][A-Za-z0-9_]{0,80}")) {
      // Without the value: it may be the key itself.
      throw new IllegalArgumentException("api-key-env is the name of a variable, not the key");
    }
    Instant start = time(from);
    if (to != null && !start.isBefore(time(to))) {
      throw new IllegalArgumentException("from must be earlier than to");
    }
  }

  Secret key() {
    return new Secret(apiKeyEnv == null && apiKeyFile == null ? VARIABLE : apiKeyEnv, apiKeyFile);
  }

  EvidenceService.Query query(Instant now) {
    Instant end = to == null || time(to).isAfter(now) ? now : time(to);
    return new EvidenceService.Query(
        baseUrl == null ? BASE_URL : baseUrl, project, key(), time(from), end, now);
  }

  /** The folder of its pages, below that of the tables. */
  String folder() {
    return "fetched/" + SERVICE + "/" + project.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static Instant time(String text) {
    try {
      return new Window.Times().convert(text);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
