package dev.trace2skill.llm;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.spi.LLMReply;
import java.time.Instant;
import java.util.Optional;

/**
 * An answer in the journal, and the row of the ledger of the run that paid for it.
 *
 * @param version of this record
 */
record Entry(int version, LLMReply reply, LlmCall call) {

  private static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(200_000_000).build())
                  // A model may cut a character in half, which UTF-8 cannot say.
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new Time()))
          .build();

  static Entry of(LLMReply reply, LlmCall call) {
    return new Entry(VERSION, reply, call);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /** An entry; empty when it is none, or none of this version. */
  static Optional<Entry> parse(String json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, Entry.class))
          .filter(e -> e.version == VERSION);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Reads what {@link Instant#toString} writes. */
  private static final class Time extends FromStringDeserializer<Instant> {

    Time() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String text, DeserializationContext context) {
      return Instant.parse(text);
    }
  }
}
