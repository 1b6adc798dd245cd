package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as S3A words them. */
class StorageTroubleTest {

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
  void whatTheStoreRefusesIsOneLineThatTellsWhatToDo(String said, String told) {
    IOException error =
        new IOException("s3a://desk/w/runs: listObjects() on s3a://desk/w:\n" + said);

    assertThat(StorageTrouble.of(new IllegalStateException("Job aborted", error)))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("s3a://desk: " + told).doesNotContain("\n"));
  }

  @Test
  void everythingElseIsNone() {
    assertThat(StorageTrouble.of(new AccessDeniedException("/root/w"))).isEmpty();
    assertThat(StorageTrouble.of(new FileNotFoundException("s3a://desk/w/runs"))).isEmpty();
    assertThat(StorageTrouble.of(new IllegalStateException())).isEmpty();
    assertThat(StorageTrouble.line(new IOException("first\nsecond"))).isEqualTo("first");
  }
}
