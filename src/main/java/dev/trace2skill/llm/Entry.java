package dev.trace2skill.llm;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.store.JournalJson;
import java.util.Optional;

/**
 * An answer in the journal, and the row of the ledger of the run that paid for it.
 *
 * @param version of this record
 */
record Entry(int version, LLMReply reply, LlmCall call) {

  private static final int VERSION = 1;

  static Entry of(LLMReply reply, LlmCall call) {
    return new Entry(VERSION, reply, call);
  }

  String json() {
    return JournalJson.write(this);
  }

  /** An entry; empty when it is none, or none of this version. */
  static Optional<Entry> parse(String json) {
    return JournalJson.read(json, Entry.class).filter(e -> e.version == VERSION);
  }
}
