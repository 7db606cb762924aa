package dev.mailroom.local.model;

import java.util.List;
import java.util.Objects;

/**
 * The attributes in an index.
 *
 * @param kind all, the keys alone, or the keys and some others
 * @param others the others, in addition to the keys
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html">Projection</a>
 */
public record Projection(Kind kind, List<String> others) {

    /** Every attribute. */
    public static final Projection ALL = new Projection(Kind.ALL, List.of());

    /** The keys of the table and of the index. */
    public static final Projection KEYS_ONLY = new Projection(Kind.KEYS_ONLY, List.of());

    /** What an index contains, in DynamoDB's terms. */
    public enum Kind {
        /** Every attribute. */
        ALL,
        /** The keys of the table and of the index. */
        KEYS_ONLY,
        /** The keys and the named attributes. */
        INCLUDE
    }

    /**
     * Creates the projection.
     *
     * @param kind all, the keys alone, or the keys and some others
     * @param others the others, in addition to the keys
     */
    public Projection {
        Objects.requireNonNull(kind, "kind");
        others = List.copyOf(others);
    }

    /**
     * Describes an index with the keys and some other attributes.
     *
     * @param others the other attributes
     * @return the projection
     */
    public static Projection including(List<String> others) {
        return new Projection(Kind.INCLUDE, others);
    }
}
