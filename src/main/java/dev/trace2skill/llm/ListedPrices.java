package dev.trace2skill.llm;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * What a vendor's price list says of a model.
 *
 * @param asOf a day on which it said so
 */
public record ListedPrices(String model, LocalDate asOf, Prices prices) implements Serializable {}
