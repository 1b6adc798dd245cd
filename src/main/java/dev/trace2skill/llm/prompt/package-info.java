/**
 * What questions to a model are made of: instructions that lie beside the code, data that stands
 * between marks, and the JSON of answers.
 */
@NullMarked
package dev.trace2skill.llm.prompt;

import org.jspecify.annotations.NullMarked;
