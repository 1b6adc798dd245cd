package dev.trace2skill.consolidate;

/** Two lessons of which one forbids what the other demands. */
record Contradiction(String lessonId, String otherLessonId, String why) {}
