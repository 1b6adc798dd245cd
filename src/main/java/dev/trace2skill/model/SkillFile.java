package dev.trace2skill.model;

/** One text file of a skill. */
public record SkillFile(String path, String content) {}
