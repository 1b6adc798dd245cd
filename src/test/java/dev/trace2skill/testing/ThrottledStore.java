package dev.trace2skill.testing;

import java.io.InputStream;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of a store that answers a share of what it is asked with 503, as S3 does under load. */
final class ThrottledStore extends ForwardingBlobStore {

  private static final long SEED = 7;

  private final SplittableRandom dice = new SplittableRandom(SEED);
  private final AtomicLong refused = new AtomicLong();
  private volatile double share;

  ThrottledStore(BlobStore store) {
    super(store);
  }

  /** Which part of all requests is refused from now on. */
  void refuse(double part) {
    share = part;
  }

  long refused() {
    return refused.get();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    pass();
    return super.list(request);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    pass();
    return super.blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    pass();
    return super.getBlob(request);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    pass();
    return super.putBlob(request, content);
  }

  private void pass() {
    if (share > 0 && roll() < share) {
      var unused = refused.incrementAndGet();
      throw S3Exception.builder()
          .statusCode(503)
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("SlowDown")
                  .errorMessage("Please reduce your request rate.")
                  .build())
          .build();
    }
  }

  private synchronized double roll() {
    return dice.nextDouble();
  }
}
