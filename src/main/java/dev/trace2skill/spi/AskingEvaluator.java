package dev.trace2skill.spi;

import dev.trace2skill.spi.LLMRequest.Sampling;

/**
 * An evaluator that asks a model. As it is found it has none and decides nothing; whoever evaluates
 * lends it one.
 */
public interface AskingEvaluator extends CheckEvaluator {

  /** A model that can be asked; what was paid for before is not paid again. */
  interface Questions {

    /**
     * The model's answer.
     *
     * @throws LLMException when there is none, whatever was tried
     */
    LLMReply ask(LLMRequest request) throws LLMException, InterruptedException;
  }

  /** The same evaluator with a model to ask. */
  Evaluator asking(Questions model, Sampling sampling);
}
