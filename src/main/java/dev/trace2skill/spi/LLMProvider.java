package dev.trace2skill.spi;

import java.util.concurrent.CompletableFuture;

/**
 * A protocol by which models are asked. Found with {@link java.util.ServiceLoader}; must have a
 * constructor without arguments and keep no state but a client for the whole JVM.
 *
 * <p>It translates and nothing else: it does not try again, does not keep answers, and sets no
 * default that changes an answer. All that is done around every provider alike.
 */
public interface LLMProvider {

  /** The protocol's name in conf files. */
  String protocol();

  /**
   * Asks once.
   *
   * @return the answer; fails with an {@link LLMException} and nothing else, within the endpoint's
   *     time limit. Cancelling it ends the call.
   */
  CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request);
}
