package dev.trace2skill.adapter.llm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The one HTTP client of this JVM. It limits nothing: how much is asked at once is set elsewhere.
 */
final class SharedClient {

  private static final int CONNECTIONS = 512;

  /** Servers close idle connections after a minute or less; we do so first. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** A waiting call needs little; reading an answer does not recurse. */
  private static final long STACK_BYTES = 512 << 10;

  private static final OkHttpClient CLIENT = client();

  private SharedClient() {}

  /** The client, whose calls take at most this long from their start to their last byte. */
  static OkHttpClient within(Duration timeout) {
    return CLIENT.newBuilder().callTimeout(timeout).build();
  }

  private static OkHttpClient client() {
    Dispatcher dispatcher = new Dispatcher(threads());
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(CONNECTIONS, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS))
        // With HTTP/2 a hundred calls share a connection, and all of them fail when it is cut.
        .protocols(List.of(Protocol.HTTP_1_1))
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(CONNECT)
        // A model may think for minutes before its first byte; the call's own limit covers all.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .build();
  }

  /** Virtual threads where the JVM has them, from 21 on; this code is compiled for 17. */
  private static ExecutorService threads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons());
    }
  }

  private static ThreadFactory daemons() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, "llm-call-" + count.incrementAndGet(), STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    };
  }
}
