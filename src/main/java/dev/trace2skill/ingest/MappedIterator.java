package dev.trace2skill.ingest;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator seen through a function, one element at a time. */
record MappedIterator<A, B>(Iterator<A> source, Function<A, B> f) implements Iterator<B> {

  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public B next() {
    return f.apply(source.next());
  }
}
