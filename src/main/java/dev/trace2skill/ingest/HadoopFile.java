package dev.trace2skill.ingest;

import dev.trace2skill.spi.EvidenceFile;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.deploy.SparkHadoopUtil;

/** A trace file on any file system that Hadoop reads. */
record HadoopFile(String uri, long byteCount) implements EvidenceFile {

  @Override
  public String name() {
    return new Path(uri).getName();
  }

  @Override
  public InputStream open() throws IOException {
    Path path = new Path(uri);
    return path.getFileSystem(SparkHadoopUtil.get().conf()).open(path);
  }
}
