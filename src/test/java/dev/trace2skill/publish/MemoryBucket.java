package dev.trace2skill.publish;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An object store in memory, which stops answering before one of its changes. */
final class MemoryBucket implements Bucket {

  /** The process that asks is gone. */
  static final class Stopped extends Error {}

  private final Map<String, byte[]> objects;
  private final int failing;
  private int changes;

  /** A store that never fails. */
  MemoryBucket() {
    this(new TreeMap<>(), 0);
  }

  private MemoryBucket(Map<String, byte[]> objects, int failing) {
    this.objects = objects;
    this.failing = failing;
  }

  /** The same store for a process that is gone before a change, from 1. */
  MemoryBucket failingAt(int change) {
    return new MemoryBucket(objects, change);
  }

  boolean hasFailed() {
    return changes >= failing;
  }

  private void change() {
    changes++;
    if (failing > 0 && changes >= failing) {
      throw new Stopped();
    }
  }

  @Override
  public Optional<Found> find(String name) {
    byte[] bytes = objects.get(name);
    return bytes == null
        ? Optional.empty()
        : Optional.of(new Found(bytes, Integer.toHexString(Arrays.hashCode(bytes))));
  }

  @Override
  public List<String> list(String folder) {
    return objects.keySet().stream().filter(n -> n.startsWith(folder)).toList();
  }

  @Override
  public void put(String name, byte[] bytes) {
    change();
    objects.put(name, bytes);
  }

  @Override
  public boolean create(String name, byte[] bytes) {
    change();
    return objects.putIfAbsent(name, bytes) == null;
  }

  @Override
  public boolean replace(String name, String etag, byte[] bytes) {
    change();
    if (find(name).filter(f -> f.etag().equals(etag)).isEmpty()) {
      return false;
    }
    objects.put(name, bytes);
    return true;
  }

  @Override
  public void delete(String name) {
    change();
    objects.remove(name);
  }
}
