package dev.trace2skill.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an object store, a disk or a cluster refuses in words of many lines, said in one that tells
 * what to do.
 */
public enum PlatformTrouble {
  NO_KEY(
      "NoAuthWithAWSException|CredentialInitializationException|Unable to load credentials",
      "there is no key to it: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
          + " spark.hadoop.fs.s3a.aws.credentials.provider"),
  NO_BUCKET("UnknownStoreException|NoSuchBucket", "there is no such bucket"),
  REFUSED(
      "AccessDeniedException.*Status Code: 40[13]|Status Code: 403",
      "the store refuses the key (403): check it, and what it may do there"),
  OVERLOADED(
      "AWSServiceThrottledException|SlowDown|Status Code: 503",
      "the store asks to slow down, and goes on doing so (503): take fewer executors, or raise"
          + " spark.hadoop.fs.s3a.retry.throttle.limit"),
  UNREACHABLE(
      "ConnectException|Connection refused|UnknownHostException|ConnectTimeoutException",
      "nobody answers there: check spark.hadoop.fs.s3a.endpoint and the network"),
  DISK_FULL(
      Place.PROCESS,
      "No space left on device|Disk quota exceeded",
      "a disk is full: make room, or give Spark another place (SPARK_LOCAL_DIRS, spark.local.dir),"
          + " and start again: it goes on where it stopped"),
  OUT_OF_MEMORY(
      Place.PROCESS,
      "OutOfMemoryError|ExecutorLostFailure.*code 137",
      "the memory does not do: give executors more (--executor-memory,"
          + " spark.executor.memoryOverhead), or the program (TRACE2SKILL_MEMORY), and start again:"
          + " it goes on where it stopped"),
  EXECUTORS_LOST(
      Place.PROCESS,
      "ExecutorLostFailure|Checkpoint block .* not found",
      "executors are lost again and again: their logs say why; start again: it goes on where it"
          + " stopped");

  /** Of what a trouble is one. */
  private enum Place {
    BUCKET("(s3a://[^\\s/:'\"`]+)", ""),
    PROCESS("\\(TID \\d+\\) \\((\\S+ executor \\w+)\\)", "this machine");

    private final Pattern name;
    private final String unnamed;

    Place(String name, String unnamed) {
      this.name = Pattern.compile(name);
      this.unnamed = unnamed;
    }

    /** Its name in a text; empty when a text that does not name it speaks of something else. */
    String in(String text) {
      Matcher matcher = name.matcher(text);
      return matcher.find() ? matcher.group(1) : unnamed;
    }
  }

  private final Place place;
  private final Pattern signs;
  private final String advice;

  PlatformTrouble(String signs, String advice) {
    this(Place.BUCKET, signs, advice);
  }

  PlatformTrouble(Place place, String signs, String advice) {
    this.place = place;
    this.signs = Pattern.compile(signs, Pattern.DOTALL);
    this.advice = advice;
  }

  /** One line about what was refused; empty when it is something else. */
  public static Optional<String> of(Throwable error) {
    String text =
        Stream.iterate(error, e -> e != null, Throwable::getCause)
            .limit(20)
            .map(Throwable::toString)
            .reduce("", (a, b) -> a + "\n" + b);
    return Stream.of(values())
        .filter(trouble -> trouble.signs.matcher(text).find())
        .filter(trouble -> !trouble.place.in(text).isEmpty())
        .findFirst()
        .map(trouble -> trouble.place.in(text) + ": " + trouble.advice);
  }

  /** One line about any error of a file system. */
  public static String line(Throwable error) {
    return of(error)
        .orElseGet(() -> String.valueOf(error.getMessage()).lines().findFirst().orElse(""));
  }
}
