package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.publish.MemoryBucket.Stopped;
import dev.trace2skill.publish.SkillHome.Change;
import dev.trace2skill.publish.SkillHome.Staged;
import dev.trace2skill.store.Holder;
import dev.trace2skill.store.Owner;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BucketHomeTest {

  private static final Instant START = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final String TARGET = "s3a://skills/team/pay";
  private static final Skill HAND = Skill.of(Map.of("SKILL.md", "hand\n", "references/a.md", "a"));
  private static final Skill ONE = HAND.with("SKILL.md", "one\n");
  private static final Skill TWO = HAND.with("SKILL.md", "two\n").without("references/a.md");
  private static final Skill THREE = HAND.with("SKILL.md", "three\n");

  private final List<String> notices = new ArrayList<>();
  private MemoryBucket bucket = new MemoryBucket();
  private Instant now = START;

  private interface Deed {
    void run(BucketHome home) throws IOException;
  }

  @Test
  void pointerNamesTheVersionAndOlderOnesStay() throws IOException {
    assertThat(home().read()).isEmpty();
    put(home(), ONE);
    put(home(), TWO);

    assertThat(text("CURRENT")).isEqualTo("v-two\n");
    assertThat(text(".versions/v-two/SKILL.md")).isEqualTo("two\n");
    assertThat(text(".versions/v-one/references/a.md")).isEqualTo("a");
    assertThat(home().read()).contains(TWO);
    assertThat(home().kept())
        .containsExactly(
            new Kept(TARGET + "/.versions/v-one", START.plusSeconds(2), ONE.id(), "v-one"));
    assertThat(home().log())
        .extracting(Publication::skillVersionId)
        .containsExactly("v-one", "v-two");
    assertThat(bucket.list(".versions/lock")).isEmpty();
  }

  @Test
  void skillThatLaysThereByHandIsKeptWithAllThatIsNoText() throws IOException {
    byHand();

    Publication first = put(home(), ONE);

    assertThat(first.replacedSkillId()).isEqualTo(HAND.id());
    assertThat(bucket.find(".versions/v-one/assets/logo.png").orElseThrow().bytes())
        .containsExactly(0, 1);
    assertThat(home().carried()).extracting(Carried::path).containsExactly("assets/logo.png");
    goBack(home());
    assertThat(home().read()).contains(HAND);
    assertThat(text("CURRENT")).isEqualTo("hand-" + HAND.id() + "\n");
  }

  @Test
  void whoeverStopsAtAnyChangeLeavesTheOldVersionOrTheNew() throws IOException {
    everyChange(home -> {}, home -> put(home, ONE), List.of(ONE));
    everyChange(home -> byHand(), home -> put(home, ONE), List.of(HAND, ONE));
    everyChange(home -> put(home, ONE), home -> put(home, TWO), List.of(ONE, TWO));
    everyChange(this::oneAndTwo, this::goBack, List.of(TWO, ONE));
    everyChange(home -> put(home, ONE), this::stageAndAdopt, List.of(ONE, TWO));
    everyChange(this::oneAndTwo, home -> home.prune(0, Set::copyOf), List.of(TWO));
  }

  @Test
  void versionWithOtherFilesBesideItHasAPlaceOfItsOwn() throws IOException {
    put(home(), ONE);
    put(home(), TWO);
    bucket.put(".versions/v-two/assets/logo.png", new byte[] {0, 1});

    put(home(), ONE);

    assertThat(text("CURRENT")).startsWith("v-one-2026");
    assertThat(bucket.list(".versions/v-one/assets")).isEmpty();
  }

  @Test
  void stagedVersionIsThereButDoesNotCountYet() throws IOException {
    put(home(), ONE);

    Staged staged = stage(home());

    assertThat(home().read()).contains(ONE);
    assertThat(text(".staged/v-two/REVIEW.md")).isEqualTo("review of one\n");
    assertThat(home().staged()).containsExactly(staged);
    assertThat(home().read(staged)).isEqualTo(TWO);
    assertThat(staged.standingSkillId()).isEqualTo(ONE.id());
    put(home(), TWO);
    home().unstage(staged);
    assertThat(home().staged()).isEmpty();
    assertThat(bucket.list(".staged/")).isEmpty();
  }

  @Test
  void lockOfSomebodyWhoLivesIsKeptAndOneOfTheDeadTakenOver() throws IOException {
    put(home(), ONE);
    lock(new Owner("ann", "h", ProcessHandle.current().pid()), now);
    assertBusy("rollback by ann (process " + ProcessHandle.current().pid() + " on h) since ");
    lock(new Owner("ann", "elsewhere", 1), now.minusSeconds(600));
    assertBusy("rollback by ann (process 1 on elsewhere) since 2026-03-04T04:56:08Z (10 min ago)");
    assertThat(notices).isEmpty();

    lock(new Owner("ann", "h", Long.MAX_VALUE), now);
    put(home(), TWO);
    lock(new Owner("ann", "elsewhere", 1), now.minusSeconds(7200));
    put(home(), ONE);

    assertThat(notices)
        .hasSize(2)
        .allMatch(n -> n.startsWith("The lock on " + TARGET + " is stale: rollback by ann"));
  }

  @Test
  void whoWasGivenUpCannotFlipThePointerAnyMore() throws IOException {
    put(home(), ONE);

    assertThatThrownBy(
            () ->
                home()
                    .put(
                        TWO,
                        change(TWO),
                        any -> bucket.put("CURRENT", "v-three\n".getBytes(UTF_8))))
        .isInstanceOf(SkillFolderException.class)
        .hasMessage(TARGET + " was changed by somebody else meanwhile; try again");

    assertThat(text("CURRENT")).isEqualTo("v-three\n");
  }

  private void everyChange(Deed before, Deed deed, List<Skill> allowed) throws IOException {
    for (int change = 1; ; change++) {
      bucket = new MemoryBucket();
      before.run(home());
      Optional<Skill> stood = home().read();
      MemoryBucket failing = bucket.failingAt(change);
      try {
        deed.run(home(failing));
      } catch (Stopped e) {
        assertThat(failing.hasFailed()).isTrue();
      }
      Optional<Skill> found = home().read();
      if (stood.isPresent() || found.isPresent()) {
        assertThat(allowed).as("change %d", change).contains(found.orElseThrow());
      }
      assertGoesOn(found);
      if (!failing.hasFailed()) {
        assertThat(change).isGreaterThan(3);
        return;
      }
    }
  }

  private void assertGoesOn(Optional<Skill> found) throws IOException {
    // The lock names a process that no system has.
    Publication next = put(home(), THREE);
    assertThat(home().read()).contains(THREE);
    assertThat(next.replacedSkillId()).isEqualTo(found.map(Skill::id).orElse(null));
    String standing = null;
    for (Publication p : home().log()) {
      assertThat(standing == null || standing.equals(p.replacedSkillId())).isTrue();
      standing = p.skillId();
    }
    if (found.isPresent()) {
      goBack(home());
      assertThat(home().read()).isEqualTo(found);
    }
  }

  private BucketHome home() {
    return home(bucket);
  }

  private BucketHome home(Bucket of) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new BucketHome(of, TARGET, new Owner("u", "h", Long.MAX_VALUE), clock, notices::add);
  }

  private void byHand() {
    HAND.files().forEach(f -> bucket.put(f.path(), f.content().getBytes(UTF_8)));
    bucket.put("assets/logo.png", new byte[] {0, 1});
  }

  private void oneAndTwo(BucketHome home) throws IOException {
    put(home, ONE);
    put(home, TWO);
  }

  private void stageAndAdopt(BucketHome home) throws IOException {
    Staged staged = stage(home);
    put(home, TWO);
    home.unstage(staged);
  }

  private Staged stage(BucketHome home) throws IOException {
    SkillVersion version =
        new SkillVersion("v-two", "pay", TWO.id(), HAND.id(), "c", 1, TWO.files(), HAND.files());
    return home.stage(
        version, now, any -> {}, standing -> "review of " + standing.file("SKILL.md").orElse(""));
  }

  private Change change(Skill skill) {
    String id = "v-" + skill.file("SKILL.md").orElseThrow().strip();
    return new Change(Action.PUBLISH, id, "off", now);
  }

  private Publication put(BucketHome home, Skill skill) throws IOException {
    now = now.plusSeconds(1);
    return home.put(skill, change(skill), any -> {}).orElseThrow();
  }

  private void goBack(BucketHome home) throws IOException {
    now = now.plusSeconds(1);
    Kept kept = Rollbacks.before("x", home.read().orElseThrow().id(), home.log(), home.kept());
    Change change = new Change(Action.ROLLBACK, kept.skillVersionId(), null, now);
    assertThat(home.restore(kept, change)).isPresent();
  }

  private void lock(Owner owner, Instant since) {
    bucket.put(BucketLock.NAME, new Holder(owner, since, "rollback").bytes());
  }

  private void assertBusy(String who) {
    assertThatThrownBy(() -> put(home(), TWO))
        .isInstanceOf(SkillFolderException.class)
        .hasMessageStartingWith(TARGET + " is being changed: " + who)
        .hasMessageEndingWith("; try again when that is done");
    now = now.minusSeconds(1);
  }

  private String text(String name) {
    return new String(bucket.find(name).orElseThrow().bytes(), UTF_8);
  }
}
