package dev.trace2skill.llm;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** A model, a journal and the settings of a run, from which the tests of the call layer start. */
record Scene(Path folder, VirtualTime time, LLMProvider model, LlmSettings settings, String runId) {

  private static final SerializableConfiguration FILES =
      new SerializableConfiguration(new Configuration());

  /** The costs of every request: 10 tokens in and 5 out at these prices are 0.06 USD. */
  static final Prices PRICES = new Prices(1000, 10_000, 100, 1250);

  static Scene of(Path folder, VirtualTime time, LLMProvider model) {
    LLMEndpoint endpoint =
        new LLMEndpoint(
            "fake", "http://127.0.0.1:1/v1", "fake-1", Secret.NONE, Duration.ofSeconds(60));
    LlmSettings settings =
        new LlmSettings(
            endpoint,
            PRICES,
            Sampling.of(5),
            4,
            LlmSettings.DEFAULT_ATTEMPTS,
            Duration.ofHours(1),
            null,
            Budget.UNLIMITED,
            false);
    return new Scene(folder, time, model, settings, "run-1");
  }

  Scene with(LlmSettings changed) {
    return new Scene(folder, time, model, changed, runId);
  }

  Scene with(Budget budget) {
    return with(4, null, budget, false);
  }

  Scene with(int window, @Nullable Integer requestsPerMinute, Budget budget, boolean replay) {
    return with(
        new LlmSettings(
            settings.endpoint(),
            settings.prices(),
            settings.sampling(),
            window,
            settings.maxAttempts(),
            settings.talkTimeout(),
            requestsPerMinute,
            budget,
            replay));
  }

  Scene next(String run, LLMProvider another) {
    return new Scene(folder, time, another, settings, run);
  }

  Journal journal() {
    return journal(folder);
  }

  static Journal journal(Path folder) {
    return new Journal(folder.resolve("journal").toString(), FILES);
  }

  Talks open() {
    return Talks.open(
        model, settings, journal(), runId, "analyze", settings.share(1), time.clockwork());
  }

  /** Holds a talk of so many questions about each subject and lets it come to its end. */
  List<Talk<String>> hold(int questions, String... subjects) {
    Talks talks = open();
    List<CompletableFuture<Talk<String>>> futures =
        Stream.of(subjects)
            .map(subject -> talks.hold(about(subject), talk(subject, questions)))
            .toList();
    time.run();
    List<Talk<String>> ended = futures.stream().map(CompletableFuture::join).toList();
    talks.close();
    time.run();
    return ended;
  }

  static About about(String subject) {
    return new About(subject, "error", "prompt-1", "skill-1");
  }

  /** A talk whose result is all answers, one after the other. */
  static Turn<String> talk(String subject, int questions) {
    return turn(new ArrayList<>(List.of(LLMMessage.user("about " + subject))), questions, "");
  }

  private static Turn<String> turn(List<LLMMessage> messages, int questions, String heard) {
    if (questions == 0) {
      return new Turn.Done<>(heard);
    }
    LLMRequest request = new LLMRequest("", messages, List.of(), null, Sampling.of(5));
    return new Turn.Ask<>(
        request,
        reply -> {
          List<LLMMessage> longer = new ArrayList<>(messages);
          longer.add(LLMMessage.model(reply));
          longer.add(LLMMessage.user("and then?"));
          return turn(longer, questions - 1, heard + reply.text());
        });
  }

  /** The ledger as the table keeps it: each row once for its key. */
  static List<LlmCall> ledger(Collection<? extends Talk<?>> talks) {
    Set<List<Object>> keys = new HashSet<>();
    return talks.stream()
        .flatMap(talk -> talk.calls().stream())
        .filter(
            row -> keys.add(List.of(row.callId(), row.runId(), row.subjectId(), row.fromJournal())))
        .toList();
  }

  /** Requests that the ledger knows of. */
  static int requests(Collection<LlmCall> ledger) {
    return ledger.stream().filter(row -> !row.fromJournal()).mapToInt(LlmCall::requestCount).sum();
  }
}
