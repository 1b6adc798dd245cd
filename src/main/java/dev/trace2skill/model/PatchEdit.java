package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * One edit of one patch, with what is needed to count it.
 *
 * @param position place of the edit in its patch, from 0
 * @param baseSkillId the skill that the edit was placed on
 * @param exactId the same for edits that are equal but for how they are written
 * @param startLine first line of the base file that the edit touches, from 1; null when it creates
 * @param endLine last such line, inclusive; one less than {@code startLine} for a pure insertion
 * @param rejection why the edit does not apply to the base skill; null when it does
 */
public record PatchEdit(
    String editId,
    String patchId,
    String trajectoryId,
    String taskId,
    @Nullable String principalId,
    String analyst,
    String baseSkillId,
    @Nullable String contrastId,
    Grade grade,
    @Nullable String finding,
    int position,
    Edit edit,
    String exactId,
    @Nullable Integer startLine,
    @Nullable Integer endLine,
    @Nullable String rejection) {}
