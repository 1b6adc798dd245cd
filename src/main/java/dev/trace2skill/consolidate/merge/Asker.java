package dev.trace2skill.consolidate.merge;

import dev.trace2skill.llm.Talk;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.concurrent.CompletableFuture;

/** Asks one question and does not wait. */
interface Asker {

  /**
   * Begins to ask.
   *
   * @param subjectId the groups that it is about
   */
  CompletableFuture<Talk<LLMReply>> ask(String subjectId, LLMRequest request);
}
