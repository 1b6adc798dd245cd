package dev.trace2skill.store;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A Delta table, or a dataset on its way to one, whose columns are the components of a record.
 *
 * @param key the columns that tell rows apart
 */
public record Table<T extends Record>(String name, List<String> key, RecordCodec<T> codec)
    implements Serializable {

  /** A table of rows that are told apart by the given columns. */
  public static <T extends Record> Table<T> of(String name, Class<T> rowType, String... key) {
    return new Table<>(name, List.of(key), new RecordCodec<>(rowType));
  }

  /** A few rows, made on the driver. */
  public Dataset<Row> rows(SparkSession spark, List<T> values) {
    return spark.createDataFrame(values.stream().map(codec::toRow).toList(), codec.schema());
  }

  /** Rows of this table, computed one by one from rows of another. */
  public <S extends Record> Dataset<Row> map(
      Dataset<Row> rows, Table<S> source, PureFunction<S, T> f) {
    RecordCodec<S> in = source.codec;
    RecordCodec<T> out = codec;
    return rows.map((MapFunction<Row, Row>) r -> out.toRow(f.apply(in.fromRow(r))), out.encoder());
  }

  /** Rows of this table, any number from each row of another. */
  public <S extends Record> Dataset<Row> flatMap(
      Dataset<Row> rows, Table<S> source, PureFunction<S, Stream<T>> f) {
    RecordCodec<S> in = source.codec;
    RecordCodec<T> out = codec;
    return rows.flatMap(
        (FlatMapFunction<Row, Row>)
            r -> {
              Iterator<Row> made = f.apply(in.fromRow(r)).map(out::toRow).iterator();
              return made;
            },
        out.encoder());
  }

  /** Rows as records. Only for what is small by construction; the caller says why it is. */
  public List<T> collect(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(codec::fromRow).toList();
  }

  /** A function that Spark can ship to an executor. */
  public interface PureFunction<A, B> extends Function<A, B>, Serializable {}
}
