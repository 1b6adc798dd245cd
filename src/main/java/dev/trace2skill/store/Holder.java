package dev.trace2skill.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Who has a lock, since when and for what.
 *
 * @param what the command
 */
public record Holder(Owner owner, Instant since, String what) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same as JSON. */
  public byte[] bytes() {
    return JSON.createObjectNode()
        .put("what", what)
        .put("user", owner.user())
        .put("host", owner.host())
        .put("process_id", owner.processId())
        .put("since", since.toString())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The holder that a lock names; empty when it names none, or was cut off with its process. */
  public static Optional<Holder> of(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      Owner owner =
          new Owner(
              node.path("user").asText(),
              node.path("host").asText(),
              node.path("process_id").asLong());
      return Optional.of(
          new Holder(
              owner, Instant.parse(node.path("since").asText()), node.path("what").asText()));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** How long it has been had. */
  public Duration age(Instant now) {
    return Duration.between(since, now);
  }

  /** Whether it is on another host. */
  public boolean isElsewhere(Holder other) {
    return !owner.host().equals(other.owner().host());
  }

  /** One phrase: the command, whose it is, where, since when. */
  public String described(Instant now) {
    return "%s by %s (process %d on %s) since %s (%s)"
        .formatted(
            what,
            owner.user(),
            owner.processId(),
            owner.host(),
            since.truncatedTo(ChronoUnit.SECONDS),
            words(age(now)));
  }

  private static String words(Duration age) {
    if (age.toMinutes() < 2) {
      return age.toSeconds() + " s ago";
    }
    return age.toHours() < 2 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
  }

  /** Whether its process is seen to be gone, which only its own host can see. */
  public boolean isGone(Holder me) {
    return !isElsewhere(me)
        && ProcessHandle.of(owner.processId()).filter(ProcessHandle::isAlive).isEmpty();
  }
}
