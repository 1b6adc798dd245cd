package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.SkillHome.Change;
import dev.trace2skill.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.package$;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the object store must do for {@link BucketHome}, done by S3A. */
class BucketHomeInS3Test {

  private static final Skill ONE =
      Skill.of(Map.of("SKILL.md", "one\n", "references/\u00e4 b.md", "x"));
  private static final Skill TWO = ONE.with("SKILL.md", "two\n").without("references/\u00e4 b.md");

  private static S3Server server;
  private static Configuration conf;

  private final List<String> notices = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    assumeFalse(
        package$.MODULE$.SPARK_VERSION().startsWith("4.1."),
        "the server needs a newer AWS SDK than the one that goes with Spark 4.1");
    server = S3Server.start("skills");
    conf = new Configuration();
    server.settings().forEach(conf::set);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      FileSystem.get(URI.create("s3a://skills"), conf).close();
      server.close();
    }
  }

  @Test
  void versionsGoOutAndComeBack() throws IOException {
    BucketHome home = home("s3a://skills/team/pay");
    assertThat(home.read()).isEmpty();
    assertThat(home.name()).isEqualTo("pay");

    put(home, ONE, "v1");
    put(home, TWO, "v2");
    assertThat(home.read()).contains(TWO);
    Kept kept = Rollbacks.named("v1", home.kept());
    assertThat(home.restore(kept, new Change(Action.ROLLBACK, "v1", null, Instant.now())))
        .isPresent();

    assertThat(home.read()).contains(ONE);
    assertThat(home.log()).hasSize(3);
    assertThat(home.kept()).extracting(Kept::skillVersionId).containsExactly("v2");
  }

  @Test
  void pointerIsFlippedOnlyFromWhatItWas() throws IOException {
    Bucket bucket =
        new HadoopBucket(
            FileSystem.get(URI.create("s3a://skills"), conf),
            new org.apache.hadoop.fs.Path("s3a://skills/pointer"));

    assertThat(bucket.create("CURRENT", bytes("v1"))).isTrue();
    assertThat(bucket.create("CURRENT", bytes("v2"))).isFalse();
    String first = bucket.find("CURRENT").orElseThrow().etag();
    assertThat(bucket.replace("CURRENT", first, bytes("v2"))).isTrue();
    assertThat(bucket.replace("CURRENT", first, bytes("v3"))).isFalse();

    assertThat(bucket.find("CURRENT").orElseThrow().bytes()).isEqualTo(bytes("v2"));
    assertThat(bucket.list("")).containsExactly("CURRENT");
    bucket.delete("CURRENT");
    assertThat(bucket.find("CURRENT")).isEmpty();
    assertThat(bucket.list("nothing/")).isEmpty();
  }

  @Test
  void ofTwoAtOnceOneWinsAndTheOtherIsTold() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 5; round++) {
        BucketHome home = home("s3a://skills/race/" + round);
        List<Future<Boolean>> wins =
            both.invokeAll(List.of(racer(home, ONE, "v1"), racer(home, TWO, "v2")));
        int won = 0;
        for (Future<Boolean> win : wins) {
          won += win.get() ? 1 : 0;
        }
        assertThat(won).isPositive();
        assertThat(home.read().orElseThrow()).isIn(ONE, TWO);
        assertThat(home.log()).hasSize(won);
      }
    } finally {
      both.shutdownNow();
    }
  }

  @Test
  void bucketThatIsNotThereIsSomethingThatTheUserCanMend() {
    assertThatThrownBy(() -> home("s3a://absent/pay").read())
        .isInstanceOf(SkillFolderException.class)
        .hasMessageStartingWith("cannot get to s3a://absent/pay: ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> home("s3a://skills"))
        .isInstanceOf(UserError.class)
        .hasMessage("s3a://skills is no folder for a skill; the last part is its name");
  }

  private Callable<Boolean> racer(BucketHome home, Skill skill, String version) {
    return () -> {
      try {
        put(home, skill, version);
        return true;
      } catch (SkillFolderException e) {
        assertThat(e)
            .hasMessageContaining("is being changed: ")
            .hasMessageEndingWith("; try again when that is done");
        return false;
      }
    };
  }

  private BucketHome home(String address) {
    return BucketHome.of(address, conf, Clock.systemUTC(), notices::add);
  }

  private static void put(BucketHome home, Skill skill, String version) throws IOException {
    Optional<?> done =
        home.put(skill, new Change(Action.PUBLISH, version, "off", Instant.now()), any -> {});
    assertThat(done).isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
