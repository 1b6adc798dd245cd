package dev.trace2skill.spi;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Base64;

/**
 * What a text means, as a vector of length 1: the nearer the meanings, the greater the {@link
 * #cosine}. A provider of embeddings answers a text with {@link #text}.
 */
public final class Embedding {

  private final float[] parts;

  private Embedding(float[] parts) {
    this.parts = parts;
  }

  /**
   * A vector of any length.
   *
   * @throws IllegalArgumentException when it has no direction
   */
  public static Embedding of(float[] vector) {
    double squares = 0;
    for (float part : vector) {
      squares += (double) part * part;
    }
    double length = Math.sqrt(squares);
    if (!Double.isFinite(length) || length == 0) {
      throw new IllegalArgumentException("a vector without a direction");
    }
    float[] parts = new float[vector.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = (float) (vector[i] / length);
    }
    return new Embedding(parts);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is nothing of the kind
   */
  public static Embedding parse(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException("a vector of " + bytes.length + " bytes");
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    FloatBuffer unused = ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return of(vector);
  }

  /** The vector in Base64: four bytes for each number, the highest first. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(parts.length * Float.BYTES);
    FloatBuffer unused = bytes.asFloatBuffer().put(parts);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** How many numbers it has. */
  public int dimensions() {
    return parts.length;
  }

  /**
   * From -1 to 1, where 1 is the same direction.
   *
   * @throws IllegalArgumentException for a vector of other dimensions
   */
  public double cosine(Embedding other) {
    if (other.parts.length != parts.length) {
      throw new IllegalArgumentException(
          "vectors of %d and %d dimensions".formatted(parts.length, other.parts.length));
    }
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      sum += (double) parts[i] * other.parts[i];
    }
    return sum;
  }
}
