package dev.trace2skill.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an object store refuses in words of several lines, said in one that tells what to do. */
public enum StorageTrouble {
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
      "nobody answers there: check spark.hadoop.fs.s3a.endpoint and the network");

  private static final Pattern ADDRESS = Pattern.compile("s3a://[^\\s/:'\"`]+");

  private final Pattern signs;
  private final String advice;

  StorageTrouble(String signs, String advice) {
    this.signs = Pattern.compile(signs, Pattern.DOTALL);
    this.advice = advice;
  }

  /** One line about what an object store refused; empty when it is something else. */
  public static Optional<String> of(Throwable error) {
    String text =
        Stream.iterate(error, e -> e != null, Throwable::getCause)
            .limit(20)
            .map(Throwable::toString)
            .reduce("", (a, b) -> a + "\n" + b);
    Matcher address = ADDRESS.matcher(text);
    if (!address.find()) {
      return Optional.empty();
    }
    String place = address.group();
    return Stream.of(values())
        .filter(trouble -> trouble.signs.matcher(text).find())
        .findFirst()
        .map(trouble -> place + ": " + trouble.advice);
  }

  /** One line about any error of a file system. */
  public static String line(Throwable error) {
    return of(error)
        .orElseGet(() -> String.valueOf(error.getMessage()).lines().findFirst().orElse(""));
  }
}
