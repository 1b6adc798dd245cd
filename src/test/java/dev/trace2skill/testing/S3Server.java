package dev.trace2skill.testing;

import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * An S3 server in this process that keeps its objects in memory. It checks signatures, as S3 does.
 */
public final class S3Server implements AutoCloseable {

  private static final String KEY = "test-key";

  /** What nobody may see. */
  public static final String SECRET = "test-secret-Qm4vW8nZ";

  private final ThrottledStore store = new ThrottledStore(new TransientNio2BlobStore());
  private final S3Proxy proxy;

  private S3Server(int port) {
    proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
            .build();
  }

  /**
   * Starts a server on a free port.
   *
   * @param bucket the bucket that it has, still empty
   */
  public static S3Server start(String bucket) throws Exception {
    return start(0, bucket);
  }

  private static S3Server start(int port, String bucket) throws Exception {
    S3Server server = new S3Server(port);
    server.proxy.start();
    var unused = server.store.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
    return server;
  }

  /** Runs a server in a process of its own, until that is killed. Arguments: port and bucket. */
  public static void main(String[] arguments) throws Exception {
    S3Server server = start(Integer.parseInt(arguments[0]), arguments[1]);
    System.out.println(server.endpoint());
    server
        .settings()
        .forEach((key, value) -> System.out.println("spark.hadoop." + key + " " + value));
  }

  /** Answers that part of all requests for objects with 503 from now on. */
  public void throttle(double share) {
    store.refuse(share);
  }

  /** How many requests were answered with 503. */
  public long throttled() {
    return store.refused();
  }

  /** Where the server listens. */
  public String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /** What Hadoop must be told to find the server and to be let in. */
  public Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint",
        endpoint(),
        "fs.s3a.endpoint.region",
        "us-east-1",
        "fs.s3a.path.style.access",
        "true",
        "fs.s3a.access.key",
        KEY,
        "fs.s3a.secret.key",
        SECRET);
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not stop", e);
    }
    store.close();
  }
}
