package dev.mailroom.local.internal.lambda;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * A detail to begin with, in JSON, made of the components of the record that it is bound to.
 *
 * <p>It goes with {@link RouteProbe} onto the class path of a function, so it must not use any
 * other class of this module, and knows Jackson's annotation by its name alone.
 */
final class DetailSample {

    private static final String PROPERTY = "com.fasterxml.jackson.annotation.JsonProperty";
    private static final int DEEPEST = 5;

    private DetailSample() {}

    /** Makes a sample; an empty object for what is not a record. */
    static String of(Type type) {
        return type instanceof Class<?> bound && bound.isRecord() ? object(bound, 0) : "{}";
    }

    private static String object(Class<?> bound, int depth) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        for (RecordComponent component : bound.getRecordComponents()) {
            String name = name(component);
            fields.add(quote(name) + ":" + value(name, component.getGenericType(), depth));
        }
        return fields.toString();
    }

    private static String name(RecordComponent component) {
        for (Annotation annotation : component.getAccessor().getAnnotations()) {
            if (annotation.annotationType().getName().equals(PROPERTY)) {
                String name = given(annotation);
                return name.isEmpty() ? component.getName() : name;
            }
        }
        return component.getName();
    }

    private static String given(Annotation property) {
        try {
            return (String) property.annotationType().getMethod("value").invoke(property);
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }

    private static String value(String name, Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            return generic(name, generic, depth);
        }
        if (!(type instanceof Class<?> bound)) {
            return "null";
        }
        if (bound.isRecord()) {
            return depth == DEEPEST ? "{}" : object(bound, depth + 1);
        }
        return bound.isArray()
                ? "[" + value(name, bound.getComponentType(), depth) + "]"
                : simple(name, bound);
    }

    private static String generic(String name, ParameterizedType type, int depth) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return value(name, arguments[0], depth);
        }
        if (Iterable.class.isAssignableFrom(raw)) {
            return "[" + value(name, arguments[0], depth) + "]";
        }
        return Map.class.isAssignableFrom(raw) ? "{}" : "null";
    }

    private static String simple(String name, Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true";
        }
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != char.class)) {
            return "1";
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants.length == 0 ? "null" : quote(((Enum<?>) constants[0]).name());
        }
        if (type == UUID.class) {
            return quote(new UUID(0, 1).toString());
        }
        if (type == LocalDate.class) {
            return quote("2026-01-31");
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return quote("2026-01-31T12:00:00Z");
        }
        return CharSequence.class.isAssignableFrom(type) ? quote(name) : "null";
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
