package dev.trace2skill.llm;

import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.spi.LLMReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question.
 *
 * @param reply null when there is none, and the talk ends
 */
record Answer(@Nullable LLMReply reply, Ending ending, String detail, List<LlmCall> rows) {

  static Answer of(LLMReply reply, List<LlmCall> rows) {
    return new Answer(reply, Ending.DONE, "", rows);
  }

  static Answer none(Ending ending, String detail, List<LlmCall> rows) {
    return new Answer(null, ending, detail, rows);
  }
}
