package dev.mailroom.local.model;

import java.util.Objects;

/**
 * An attribute that is part of a key, of a table or of an index.
 *
 * @param name the name of the attribute
 * @param type its type
 */
public record KeyAttribute(String name, AttributeType type) {

    /**
     * Creates the attribute.
     *
     * @param name the name of the attribute
     * @param type its type
     */
    public KeyAttribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * Describes a key that is a string.
     *
     * @param name the name of the attribute
     * @return the attribute
     */
    public static KeyAttribute string(String name) {
        return new KeyAttribute(name, AttributeType.STRING);
    }

    /**
     * Describes a key that is a number.
     *
     * @param name the name of the attribute
     * @return the attribute
     */
    public static KeyAttribute number(String name) {
        return new KeyAttribute(name, AttributeType.NUMBER);
    }

    /**
     * Describes a key that is binary.
     *
     * @param name the name of the attribute
     * @return the attribute
     */
    public static KeyAttribute binary(String name) {
        return new KeyAttribute(name, AttributeType.BINARY);
    }
}
