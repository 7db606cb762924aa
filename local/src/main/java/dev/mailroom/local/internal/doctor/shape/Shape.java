package dev.mailroom.local.internal.doctor.shape;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a part of a message can be, as far as a template shows.
 *
 * <p>A pattern only looks at leaves: if it looks for a leaf and there is an object, or for a field
 * in something that is not an object, it finds nothing.
 */
public sealed interface Shape {

    /**
     * The path to the first part of a pattern that this can never match, empty for the whole
     * pattern; null if it may match.
     */
    @Nullable String mismatch(JsonNode pattern);

    /** This shape, narrowed by a pattern. */
    default Shape narrowedBy(JsonNode pattern) {
        return this;
    }

    default Shape field(String name) {
        return absent();
    }

    default boolean mayMatch(JsonNode pattern) {
        return mismatch(pattern) == null;
    }

    /** Anything, or nothing. */
    record Any() implements Shape {
        @Override
        public @Nullable String mismatch(JsonNode pattern) {
            return null;
        }

        @Override
        public Shape narrowedBy(JsonNode pattern) {
            return pattern.isObject()
                    ? new Fields(Map.of(), true).narrowedBy(pattern)
                    : Leaves.literals(pattern, this);
        }

        @Override
        public Shape field(String name) {
            return any();
        }
    }

    /** Nothing. */
    record Absent() implements Shape {
        @Override
        public @Nullable String mismatch(JsonNode pattern) {
            return Leaves.matchesAbsence(pattern) ? null : "";
        }
    }

    /** Any text. */
    record Text() implements Shape {
        @Override
        public @Nullable String mismatch(JsonNode pattern) {
            return pattern.isArray() ? Leaves.mismatchOfText(pattern) : absent().mismatch(pattern);
        }

        @Override
        public Shape narrowedBy(JsonNode pattern) {
            return Leaves.literals(pattern, this);
        }
    }

    /** Exactly this text, number, boolean or null. */
    record Value(JsonNode value) implements Shape {
        @Override
        public @Nullable String mismatch(JsonNode pattern) {
            return pattern.isArray()
                    ? Leaves.mismatchOfValue(pattern, value)
                    : absent().mismatch(pattern);
        }
    }

    /** One of these. */
    record OneOf(List<Shape> shapes) implements Shape {
        @Override
        public @Nullable String mismatch(JsonNode pattern) {
            String mismatch = "";
            for (Shape shape : shapes) {
                mismatch = shape.mismatch(pattern);
                if (mismatch == null) {
                    return null;
                }
            }
            return mismatch;
        }
    }

    /** An object; an open one may have fields other than the known ones. */
    record Fields(Map<String, Shape> known, boolean open) implements Shape {

        private static final String OR = "$or";

        @Override
        public @Nullable String mismatch(JsonNode pattern) {
            if (!pattern.isObject()) {
                return absent().mismatch(pattern);
            }
            for (Map.Entry<String, JsonNode> entry : pattern.properties()) {
                String name = entry.getKey();
                String mismatch =
                        name.equals(OR)
                                ? mismatchOfAll(entry.getValue())
                                : field(name).mismatch(entry.getValue());
                if (mismatch != null) {
                    return way(name, mismatch);
                }
            }
            return null;
        }

        private static String way(String name, String rest) {
            if (name.equals(OR)) {
                return rest;
            }
            return rest.isEmpty() ? name : name + "." + rest;
        }

        private @Nullable String mismatchOfAll(JsonNode alternatives) {
            String first = null;
            for (JsonNode alternative : alternatives) {
                String mismatch = mismatch(alternative);
                if (mismatch == null) {
                    return null;
                }
                first = first == null ? mismatch : first;
            }
            return first;
        }

        @Override
        public Shape field(String name) {
            return known.getOrDefault(name, open ? any() : absent());
        }

        @Override
        public Fields narrowedBy(JsonNode pattern) {
            Map<String, Shape> narrowed = new LinkedHashMap<>(known);
            for (Map.Entry<String, JsonNode> entry : pattern.properties()) {
                String name = entry.getKey();
                if (!name.equals(OR)) {
                    narrowed.put(name, field(name).narrowedBy(entry.getValue()));
                }
            }
            return new Fields(narrowed, open);
        }

        /** The same object with another shape for a field. */
        public Fields with(String name, Shape shape) {
            Map<String, Shape> all = new LinkedHashMap<>(known);
            all.put(name, shape);
            return new Fields(all, open);
        }
    }

    static Shape any() {
        return new Any();
    }

    static Shape absent() {
        return new Absent();
    }

    static Shape text() {
        return new Text();
    }

    static Shape text(String text) {
        return Leaves.exactly(text);
    }

    static Shape optional(Shape shape) {
        return new OneOf(List.of(shape, absent()));
    }

    static Shape oneOf(List<Shape> shapes) {
        return shapes.size() == 1 ? shapes.get(0) : new OneOf(List.copyOf(shapes));
    }
}
