package dev.trace2skill.store;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Instances of record classes, made up from their components. */
final class Specimens {

  private Specimens() {}

  /**
   * An instance in which every component is set and every list has two elements.
   *
   * @param variety another number gives other values; enough numbers give every enum constant
   */
  static <T extends Record> T full(Class<T> type, int variety) {
    return make(type, component -> value(component.getGenericType(), component.getName(), variety));
  }

  /** An instance without anything that may be absent. */
  static <T extends Record> T sparse(Class<T> type) {
    return make(type, Specimens::least);
  }

  private interface Filling {
    @Nullable Object of(RecordComponent component);
  }

  private static <T> T make(Class<T> type, Filling filling) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Constructor<T> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(Arrays.stream(components).map(filling::of).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make a " + type.getSimpleName(), e);
    }
  }

  private static @Nullable Object least(RecordComponent component) {
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      return null;
    }
    Class<?> type = component.getType();
    if (type == List.class) {
      return List.of();
    }
    if (type.isRecord()) {
      return make(type, Specimens::least);
    }
    // Some records refuse an empty text; the full ones of other varieties have some.
    return value(type, component.getName(), 0);
  }

  private static Object value(Type type, String name, int variety) {
    if (type instanceof ParameterizedType list) {
      Type element = list.getActualTypeArguments()[0];
      return IntStream.range(variety, variety + 2).mapToObj(v -> value(element, name, v)).toList();
    }
    Class<?> c = (Class<?>) type;
    if (c.isRecord()) {
      return make(c, component -> value(component.getGenericType(), component.getName(), variety));
    }
    return c.isEnum()
        ? c.getEnumConstants()[variety % c.getEnumConstants().length]
        : scalar(c, name, variety);
  }

  private static Object scalar(Class<?> type, String name, int variety) {
    if (type == String.class) {
      return name + " \"" + variety + "\"\r\n\u00e4 \u4e2d \ud83d\ude00";
    }
    if (type == int.class || type == Integer.class) {
      return Integer.MAX_VALUE - variety;
    }
    if (type == long.class || type == Long.class) {
      return Long.MIN_VALUE + variety;
    }
    if (type == double.class || type == Double.class) {
      return 0.1 + variety;
    }
    if (type == boolean.class || type == Boolean.class) {
      return variety % 2 == 0;
    }
    if (type == Instant.class) {
      return Instant.parse("2026-02-28T23:59:59.123456Z").plusSeconds(variety);
    }
    throw new AssertionError("no specimen of " + type);
  }
}
