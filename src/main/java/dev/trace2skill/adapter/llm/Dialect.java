package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMReply;
import java.util.Map;

/**
 * In what protocols differ once a request's body is written.
 *
 * @param operation the end of the URL
 * @param headers on every request
 * @param keyHeader the header for the key
 * @param keyPrefix what stands before the key
 * @param reading what an answer says
 */
record Dialect(
    String operation,
    Map<String, String> headers,
    String keyHeader,
    String keyPrefix,
    Reading reading) {

  /** Makes sense of an answer. */
  interface Reading {
    LLMReply read(JsonNode answer) throws LLMException;
  }
}
