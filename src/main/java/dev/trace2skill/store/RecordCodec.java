package dev.trace2skill.store;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Turns a record class into a Spark schema, and its instances into rows and back. The record is the
 * only place where a table's columns are written down. Every column is nullable, so that later
 * versions can add columns and still read what earlier ones wrote.
 *
 * <p>Spark has no encoder for records: {@code Encoders.bean} accepts one and gives a schema without
 * columns.
 */
public final class RecordCodec<T extends Record> implements Serializable {

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private static final Map<Class<?>, DataType> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, DataTypes.StringType),
          Map.entry(int.class, DataTypes.IntegerType),
          Map.entry(Integer.class, DataTypes.IntegerType),
          Map.entry(long.class, DataTypes.LongType),
          Map.entry(Long.class, DataTypes.LongType),
          Map.entry(double.class, DataTypes.DoubleType),
          Map.entry(Double.class, DataTypes.DoubleType),
          Map.entry(boolean.class, DataTypes.BooleanType),
          Map.entry(Boolean.class, DataTypes.BooleanType),
          Map.entry(Instant.class, DataTypes.TimestampType));

  /** What reflection finds once per class. */
  private record Shape(List<Component> components, Constructor<?> constructor) {}

  /** A component of a record and its column. */
  private record Component(String column, Type type, Method accessor, boolean nullable) {

    /** The value, which only a component that says so may lack. */
    @Nullable Object required(@Nullable Object value) {
      if (value == null && !nullable) {
        throw new IllegalArgumentException(
            "a row of " + accessor.getDeclaringClass().getSimpleName() + " has no " + column);
      }
      return value;
    }

    @Nullable Object of(Record value) {
      try {
        return required(accessor.invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

  private final Class<T> type;

  public RecordCodec(Class<T> type) {
    this.type = type;
  }

  public StructType schema() {
    return structOf(type);
  }

  /** For the result of a typed map. */
  public Encoder<Row> encoder() {
    return Encoders.row(schema());
  }

  public Row toRow(T value) {
    return rowOf(value);
  }

  /** Reads columns by name, so that a row may hold more of them, in any order. */
  public T fromRow(Row row) {
    return type.cast(recordOf(type, row));
  }

  static String columnName(String component) {
    return HUMP.matcher(component).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  private static StructType structOf(Class<?> type) {
    return new StructType(
        Arrays.stream(type.getRecordComponents())
            .map(
                c ->
                    DataTypes.createStructField(
                        columnName(c.getName()), typeOf(c.getGenericType()), true))
            .toArray(StructField[]::new));
  }

  private static DataType typeOf(Type type) {
    if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
      return DataTypes.createArrayType(typeOf(p.getActualTypeArguments()[0]));
    }
    Class<?> c = (Class<?>) type;
    if (c.isRecord()) {
      return structOf(c);
    }
    if (c.isEnum()) {
      return DataTypes.StringType;
    }
    DataType scalar = SCALARS.get(c);
    if (scalar == null) {
      throw new IllegalArgumentException("No column type for " + type.getTypeName());
    }
    return scalar;
  }

  private static Row rowOf(Record value) {
    List<Component> components = shape(value.getClass()).components();
    Object[] cells = new Object[components.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = toCell(components.get(i).of(value));
    }
    return RowFactory.create(cells);
  }

  private static @Nullable Object toCell(@Nullable Object value) {
    if (value instanceof Record r) {
      return rowOf(r);
    }
    if (value instanceof Enum<?> e) {
      return e.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof List<?> l) {
      Object[] cells = new Object[l.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = toCell(l.get(i));
      }
      return cells;
    }
    return value;
  }

  private static Object recordOf(Class<?> type, Row row) {
    Shape shape = shape(type);
    List<Component> components = shape.components();
    Object[] args = new Object[components.size()];
    for (int i = 0; i < args.length; i++) {
      Component component = components.get(i);
      Object cell = row.get(row.fieldIndex(component.column()));
      args[i] = component.required(fromCell(component.type(), cell));
    }
    try {
      return shape.constructor().newInstance(args);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Not a " + type.getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Object fromCell(Type type, @Nullable Object cell) {
    if (cell == null) {
      return type instanceof ParameterizedType ? List.of() : null;
    }
    if (type instanceof ParameterizedType p) {
      Type element = p.getActualTypeArguments()[0];
      List<?> cells = asJava((Seq<?>) cell);
      return cells.stream().map(x -> fromCell(element, x)).toList();
    }
    Class<?> c = (Class<?>) type;
    if (c.isRecord()) {
      return recordOf(c, (Row) cell);
    }
    if (c.isEnum()) {
      return Enum.valueOf((Class<Enum>) c, ((String) cell).toUpperCase(Locale.ROOT));
    }
    return cell;
  }

  private static Shape shape(Class<?> type) {
    Shape known = SHAPES.get(type);
    return known == null ? SHAPES.computeIfAbsent(type, RecordCodec::shapeOf) : known;
  }

  private static Shape shapeOf(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      // Records that only their own package knows flow between stages of Spark too.
      constructor.setAccessible(true);
      return new Shape(
          Arrays.stream(components).map(RecordCodec::componentOf).toList(), constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is not a record", e);
    }
  }

  private static Component componentOf(RecordComponent component) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return new Component(
        columnName(component.getName()),
        component.getGenericType(),
        accessor,
        component.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }
}
