package dev.mailroom.local.internal.console;

import dev.mailroom.local.internal.support.FormBody;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * The path of a request from the page, such as {@code queues/NAME/messages}, and its parameters.
 */
record ApiPath(List<String> parts, Map<String, String> parameters) {

    static ApiPath of(String path, @Nullable String query) {
        return new ApiPath(
                List.of(path.split("/", -1)), FormBody.fields(query == null ? "" : query));
    }

    /** Whether the path matches this one, where {@code *} stands for any part. */
    boolean is(String... pattern) {
        if (pattern.length != parts.size()) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    String part(int index) {
        return parts.get(index);
    }

    String parameter(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }
}
