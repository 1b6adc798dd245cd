package dev.trace2skill.llm;

import java.io.Serializable;

/**
 * What a talk is about.
 *
 * @param subjectId a trajectory, or a group of edits
 * @param purpose who asks: an analyst, or a step of consolidation
 * @param promptId the version of the instructions
 * @param baseSkillId the skill version that the talk starts from
 */
public record About(String subjectId, String purpose, String promptId, String baseSkillId)
    implements Serializable {}
