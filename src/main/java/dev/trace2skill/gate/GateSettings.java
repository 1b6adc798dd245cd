package dev.trace2skill.gate;

/**
 * What a version must show.
 *
 * @param alpha the rate at which a version that is no better may be accepted
 * @param effect the least difference that counts, as a share of runs
 * @param power the rate at which an effect that is there shall be seen; for planning alone
 * @param looks how often results are looked at; each but the last may end it early
 * @param trials runs of each task with each skill and seed
 * @param noise whether the base is also held against itself
 * @param opinions whether runs count that only a model's opinion judges
 * @param seed of the bootstrap
 */
public record GateSettings(
    double alpha,
    double effect,
    double power,
    int looks,
    int trials,
    boolean noise,
    boolean opinions,
    long seed) {

  public static final GateSettings DEFAULT =
      new GateSettings(0.05, 0.05, 0.8, 2, 1, true, false, 0);

  public GateSettings {
    if (!(alpha > 0 && alpha < 0.5) || !(power >= 0.5 && power < 1)) {
      throw new IllegalArgumentException("alpha is between 0 and 0.5, power from 0.5 to below 1");
    }
    if (!(effect > 0 && effect <= 1)) {
      throw new IllegalArgumentException("effect is a share of runs, above 0 and at most 1");
    }
    if (looks < 1 || trials < 1) {
      throw new IllegalArgumentException("looks and trials must be at least 1");
    }
  }

  /** The same at another error rate. */
  public GateSettings at(double rate) {
    return new GateSettings(rate, effect, power, looks, trials, noise, opinions, seed);
  }

  /** The same in one look, and without holding the base against itself. */
  public GateSettings plain() {
    return new GateSettings(alpha, effect, power, 1, trials, false, opinions, seed);
  }
}
