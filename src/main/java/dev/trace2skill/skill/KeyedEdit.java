package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;

/**
 * An edit and who answers for it.
 *
 * @param key what lines written by the edit are marked with, e.g. a lesson's id
 */
public record KeyedEdit(String key, Edit edit) {}
