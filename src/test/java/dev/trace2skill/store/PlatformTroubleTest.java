package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as S3A and Spark word them. */
class PlatformTroubleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No AWS Credentials provided | there is no key to it
          S3Exception: The request signature does not match (Service: S3, Status Code: 403, Request ID: 1) | the store refuses the key
          NoSuchBucketException: The specified bucket does not exist (Service: S3, Status Code: 404) | there is no such bucket
          AWSServiceThrottledException: Please reduce your request rate (Status Code: 503): SlowDown | the store asks to slow down
          java.net.ConnectException: Connection refused | nobody answers there
          """)
  void whatAStoreRefusesIsOneLineThatTellsWhatToDo(String said, String told) {
    IOException error =
        new IOException("s3a://desk/w/runs: listObjects() on s3a://desk/w:\n" + said);

    assertThat(PlatformTrouble.of(new IllegalStateException("Job aborted", error)))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("s3a://desk: " + told).doesNotContain("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Lost task 0.3 in stage 44.0 (TID 60) (10.0.0.7 executor 3): java.io.IOException: No space left on device | 10.0.0.7 executor 3: a disk is full
          Lost task 0.3 in stage 4.0 (TID 6) (node executor 0): ExecutorLostFailure (executor 0 exited caused by one of the running tasks) Reason: Command exited with code 137 | node executor 0: the memory does not do
          Lost task 0.3 in stage 4.0 (TID 6) (node executor 0): ExecutorLostFailure (executor 0 exited caused by one of the running tasks) Reason: Command exited with code 1 | node executor 0: executors are lost
          java.lang.OutOfMemoryError: Java heap space | this machine: the memory does not do
          """)
  void whatAClusterLacksIsOneLineToo(String said, String told) {
    assertThat(PlatformTrouble.of(new IllegalStateException("Job aborted due to\n" + said)))
        .hasValueSatisfying(line -> assertThat(line).startsWith(told).doesNotContain("\n"));
  }

  @Test
  void everythingElseIsNone() {
    assertThat(PlatformTrouble.of(new AccessDeniedException("/root/w"))).isEmpty();
    assertThat(PlatformTrouble.of(new FileNotFoundException("s3a://desk/w/runs"))).isEmpty();
    assertThat(PlatformTrouble.of(new IllegalStateException())).isEmpty();
    assertThat(PlatformTrouble.line(new IOException("first\nsecond"))).isEqualTo("first");
  }
}
