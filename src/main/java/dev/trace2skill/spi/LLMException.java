package dev.trace2skill.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that brought no answer. The message is one line, says what the provider said as far as it
 * is fit to be printed, and never holds a key.
 */
public final class LLMException extends Exception {

  /** What can be done about it. */
  public enum Kind {
    /** Too much at once, such as 429 and 529: try again, and more slowly. */
    OVERLOADED,
    /** No answer, half an answer or none that can be read, such as 5xx: try again. */
    UNAVAILABLE,
    /** This request will not be answered, such as 400 and 413: trying again is of no use. */
    REJECTED,
    /** No request will be answered, such as 401 and an unknown model: the user has to mend it. */
    MISCONFIGURED
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  public LLMException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * @param retryAfter how long the provider asked to wait; null when it did not
   */
  public LLMException(Kind kind, String message, @Nullable Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public boolean retryable() {
    return kind == Kind.OVERLOADED || kind == Kind.UNAVAILABLE;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
