package dev.trace2skill.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A protocol as the server's side of it sees it. */
enum ModelProtocol {
  ANTHROPIC("/messages") {
    @Override
    Asked asked(JsonNode body, int seen) {
      return AnthropicSide.asked(body, seen);
    }

    @Override
    ObjectNode answer(String model, Said said, String id, long input, long output) {
      return AnthropicSide.answer(model, said, id, input, output);
    }

    @Override
    String events(ObjectNode answer) {
      return EventStream.ofMessage(answer);
    }

    @Override
    ObjectNode error(String type, String message) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "error");
      json.putObject("error").put("type", type).put("message", message);
      return json;
    }
  },
  OPENAI("/chat/completions") {
    @Override
    Asked asked(JsonNode body, int seen) {
      return OpenAiSide.asked(body, seen);
    }

    @Override
    ObjectNode answer(String model, Said said, String id, long input, long output) {
      return OpenAiSide.answer(model, said, id, input, output);
    }

    @Override
    String events(ObjectNode answer) {
      return EventStream.ofCompletion(answer);
    }
  },
  RESPONSES("/responses") {
    @Override
    Asked asked(JsonNode body, int seen) {
      return ResponsesSide.asked(body, seen);
    }

    @Override
    ObjectNode answer(String model, Said said, String id, long input, long output) {
      return ResponsesSide.answer(model, said, id, input, output);
    }

    @Override
    String events(ObjectNode answer) {
      return EventStream.ofResponse(answer);
    }
  },
  GEMINI("enerateContent") {
    @Override
    Asked asked(JsonNode body, int seen) {
      return GeminiSide.asked(body, seen);
    }

    @Override
    ObjectNode answer(String model, Said said, String id, long input, long output) {
      return GeminiSide.answer(said, id, input, output);
    }

    @Override
    String events(ObjectNode answer) {
      return EventStream.ofOne(answer);
    }
  };

  private final String operation;

  ModelProtocol(String operation) {
    this.operation = operation;
  }

  static Optional<ModelProtocol> at(String path) {
    for (ModelProtocol protocol : values()) {
      if (path.endsWith(protocol.operation)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  abstract Asked asked(JsonNode body, int seen);

  abstract ObjectNode answer(String model, Said said, String id, long input, long output);

  /** The answer bit by bit. */
  abstract String events(ObjectNode answer);

  ObjectNode error(String type, String message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("error").put("message", message).put("type", type).put("code", type);
    return json;
  }
}
