package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.JsonRuleCompiler;

/** Checks patterns with the compiler of EventBridge's own matcher (C23). */
public final class EventPatterns {

    private EventPatterns() {}

    /**
     * What is wrong with a pattern; null if nothing is. For what this compiler refuses, such as
     * {@code $or} with a single alternative, the matcher falls back to an older one; EventBridge
     * does not.
     */
    public static @Nullable String fault(String pattern) {
        String fault = JsonRuleCompiler.check(pattern);
        return fault == null ? textAfter(pattern) : fault;
    }

    // The compiler stops at the end of the object.
    private static @Nullable String textAfter(String pattern) {
        try {
            var unused = Json.read(pattern);
            return null;
        } catch (JsonProcessingException e) {
            return "text after the end of the pattern at " + e.getLocation().offsetDescription();
        }
    }
}
