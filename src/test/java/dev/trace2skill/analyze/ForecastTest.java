package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static final Prices PRICES = new Prices(3, 15, 0.3, 3.75);
  private static final Forecast.Work HUNDRED = new Forecast.Work(100, 0, 1_000_000);
  private static final Forecast.History SEEN =
      new Forecast.History(400, 6, 1.5, 80_000, 20_000, 1_200, 300, 0.26, 0.05, 2);

  @Test
  void whatIsInTheJournalCostsNothing() {
    Forecast fresh = forecast(HUNDRED, null, PRICES);
    Forecast half = forecast(new Forecast.Work(100, 400, 1_000_000), null, PRICES);

    assertThat(half.calls().expected()).isEqualTo(fresh.calls().expected() - 400);
    assertThat(half.usd().expected()).isLessThan(fresh.usd().expected());
  }

  @Test
  void nothingToDoCostsNothing() {
    Forecast none = forecast(new Forecast.Work(0, 0, 0), SEEN, PRICES);

    assertThat(none.calls()).isEqualTo(Interval.ZERO);
    assertThat(none.usd()).isEqualTo(Interval.ZERO);
  }

  @Test
  void earlierTalksMakeItSurer() {
    Forecast guessed = forecast(HUNDRED, null, PRICES);
    Forecast measured = forecast(HUNDRED, SEEN, PRICES);

    assertThat(measured.measured()).isTrue();
    assertThat(measured.usd().expected()).isEqualTo(26);
    assertThat(width(measured.usd())).isLessThan(width(guessed.usd()));
  }

  @Test
  void unknownPriceIsNoPrice() {
    assertThat(forecast(HUNDRED, null, null).usd()).isNull();
  }

  @Test
  void twiceTheTrajectoriesTakeTwiceAsMuch() {
    Forecast once = forecast(HUNDRED, null, PRICES);
    Forecast twice = forecast(new Forecast.Work(200, 0, 2_000_000), null, PRICES);

    assertThat(twice.calls().expected()).isEqualTo(2 * once.calls().expected());
    assertThat(twice.usd().expected()).isEqualTo(2 * once.usd().expected());
  }

  private static double width(Interval interval) {
    return (interval.high() - interval.low()) / interval.expected();
  }

  private static Forecast forecast(
      Forecast.Work work, Forecast.@Nullable History history, @Nullable Prices prices) {
    LLMEndpoint endpoint =
        new LLMEndpoint("test", "http://127.0.0.1", "m", Secret.NONE, Duration.ofSeconds(1));
    LlmSettings llm =
        new LlmSettings(
            endpoint,
            prices,
            Sampling.of(4096),
            32,
            8,
            Duration.ofMinutes(1),
            null,
            Budget.UNLIMITED,
            false);
    return Forecast.of("error", work, history, 30, llm);
  }
}
