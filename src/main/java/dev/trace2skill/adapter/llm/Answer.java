package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.spi.LLMException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** A whole answer, read within limits. */
record Answer(int status, Headers headers, String type, String text) {

  static final int LIMIT_BYTES = 16 << 20;

  /** Reads it all, or ends the call: a body that is merely closed is read on for a while. */
  static Answer read(Call call, Response response) throws IOException, LLMException {
    ResponseBody body = response.body();
    MediaType type = body.contentType();
    return new Answer(
        response.code(),
        response.headers(),
        type == null ? "" : (type.type() + "/" + type.subtype()).toLowerCase(Locale.ROOT),
        utf8(bytes(call, body), response.isSuccessful()));
  }

  private static byte[] bytes(Call call, ResponseBody body) throws IOException, LLMException {
    boolean tooLong = body.contentLength() > LIMIT_BYTES;
    byte[] bytes = tooLong ? new byte[0] : body.byteStream().readNBytes(LIMIT_BYTES + 1);
    if (tooLong || bytes.length > LIMIT_BYTES) {
      call.cancel();
      throw Wire.malformed("is longer than 16 MB");
    }
    return bytes;
  }

  /** Strict for what becomes an answer; of an error page we only want what can be read. */
  private static String utf8(byte[] bytes, boolean strict) throws LLMException {
    if (!strict) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Wire.malformed("is not valid UTF-8");
    }
  }

  boolean isSuccessful() {
    return status >= 200 && status < 300;
  }

  /** What a successful answer says. */
  JsonNode json() throws LLMException {
    if (!type.equals("application/json") && !type.endsWith("+json")) {
      throw Wire.malformed("is " + (type.isEmpty() ? "of no content type" : type) + ", not JSON");
    }
    JsonNode json;
    try {
      json = Wire.tree(text);
    } catch (JsonProcessingException e) {
      throw Wire.malformed(
          text.isBlank() ? "is empty" : "is not JSON from character " + position(e) + " on");
    }
    if (!json.isObject()) {
      throw Wire.malformed(json.isMissingNode() ? "is empty" : "is no JSON object");
    }
    return json;
  }

  private static long position(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
  }
}
