package dev.mailroom.local.model;

/**
 * The type of an attribute that is part of a key.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html">AttributeDefinition</a>
 */
public enum AttributeType {
    /** Text. */
    STRING("S"),
    /** A number of up to 38 digits. */
    NUMBER("N"),
    /** Bytes. */
    BINARY("B");

    private final String code;

    AttributeType(String code) {
        this.code = code;
    }

    /**
     * Returns the letter that DynamoDB has for the type.
     *
     * @return {@code S}, {@code N} or {@code B}
     */
    public String code() {
        return code;
    }
}
