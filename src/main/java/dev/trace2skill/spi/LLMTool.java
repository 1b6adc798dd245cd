package dev.trace2skill.spi;

/**
 * A tool that a model may call.
 *
 * @param description when to call it and what it gives back
 * @param schema a JSON schema of its arguments, which are an object
 */
public record LLMTool(String name, String description, String schema) {}
