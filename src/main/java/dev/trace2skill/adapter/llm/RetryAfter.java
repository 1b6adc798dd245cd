package dev.trace2skill.adapter.llm;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long a vendor asks to wait: in milliseconds, in seconds or until a date. */
final class RetryAfter {

  /** Who asks for more asks us to give up, which is for others to decide. */
  private static final Duration MOST = Duration.ofHours(1);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

  private RetryAfter() {}

  /**
   * @param now for a date, unless the answer says what time it is there
   */
  static Optional<Duration> of(Headers headers, Instant now) {
    return number(headers.get("retry-after-ms"), 1)
        .or(() -> number(headers.get("retry-after"), 1_000))
        .or(() -> until(headers, now))
        .map(RetryAfter::clamp);
  }

  private static Optional<Duration> number(@Nullable String text, int unit) {
    return Optional.ofNullable(text)
        .map(String::strip)
        .filter(number -> NUMBER.matcher(number).matches())
        .map(number -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(number) * unit)));
  }

  private static Optional<Duration> until(Headers headers, Instant now) {
    return instant(headers, "retry-after")
        .map(then -> Duration.between(instant(headers, "date").orElse(now), then));
  }

  @SuppressWarnings("JavaUtilDate") // What the client gives.
  private static Optional<Instant> instant(Headers headers, String name) {
    return Optional.ofNullable(headers.getDate(name)).map(Date::toInstant);
  }

  private static Duration clamp(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(MOST) > 0 ? MOST : wait;
  }
}
