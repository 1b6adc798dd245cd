package dev.trace2skill.publish;

import dev.trace2skill.model.Skill;

/**
 * A skill as it stands somewhere.
 *
 * @param restId hash of everything beside its texts; empty when there is nothing
 */
public record Standing(Skill skill, String restId) {}
