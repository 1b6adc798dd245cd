/** Runs and feedback of LangSmith by its REST API, for those without bulk exports. */
@NullMarked
package dev.trace2skill.adapter.evidence.langsmithapi;

import org.jspecify.annotations.NullMarked;
