package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The DynamoDB that a pipeline uses, if you name one.
 *
 * <p>An endpoint takes precedence over an executable. If neither is named, the server that {@code
 * mailroom-local} brings is used or, if it has none for this platform, {@code dynoxide} on the
 * {@code PATH}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param endpoint the endpoint of a server that is already running, or null
 * @param executable the file of a Dynoxide to start, or null
 */
public record DynamoDbServer(@Nullable URI endpoint, @Nullable Path executable) {

    /** The system property that names an endpoint. */
    public static final String ENDPOINT = "mailroom.dynamodb.endpoint";

    /** The system property that names an executable. */
    public static final String EXECUTABLE = "mailroom.dynamodb.executable";

    /** Neither an endpoint nor an executable is named. */
    public static final DynamoDbServer NOT_NAMED = new DynamoDbServer(null, null);

    /**
     * Creates it from its parts.
     *
     * @param endpoint the endpoint of a server, or null
     * @param executable the file of a Dynoxide, or null
     * @throws IllegalArgumentException if the endpoint is not an HTTP URL
     */
    public DynamoDbServer {
        Checks.check(
                endpoint == null || isUrl(endpoint),
                "DynamoDB endpoint: must be a URL such as http://localhost:8000, was '"
                        + endpoint
                        + "'.");
    }

    private static boolean isUrl(URI endpoint) {
        return endpoint.getHost() != null && String.valueOf(endpoint.getScheme()).matches("https?");
    }

    /**
     * Names a server that is already running and speaks DynamoDB, such as a DynamoDB Local of your
     * own. It is not stopped, and its tables are not removed.
     *
     * @param endpoint its URL, such as {@code http://localhost:8000}
     * @return the server
     * @throws IllegalArgumentException if it is not an HTTP URL
     */
    public static DynamoDbServer at(URI endpoint) {
        return new DynamoDbServer(Objects.requireNonNull(endpoint, "endpoint"), null);
    }

    /**
     * Names the executable of a Dynoxide, which is started for each pipeline.
     *
     * @param file the file
     * @return the server
     */
    public static DynamoDbServer executable(Path file) {
        return new DynamoDbServer(null, Objects.requireNonNull(file, "file"));
    }

    /**
     * Reads the system properties {@value #ENDPOINT} and {@value #EXECUTABLE}.
     *
     * @return what they name
     * @throws IllegalArgumentException if the endpoint is not an HTTP URL
     */
    public static DynamoDbServer ofSystemProperties() {
        return of(System.getProperty(ENDPOINT), System.getProperty(EXECUTABLE));
    }

    /**
     * Reads an endpoint and an executable from text.
     *
     * @param endpoint a URL; null or empty for none
     * @param executable a path; null or empty for none
     * @return what they name
     * @throws IllegalArgumentException if the endpoint is not an HTTP URL
     */
    public static DynamoDbServer of(@Nullable String endpoint, @Nullable String executable) {
        return new DynamoDbServer(
                endpoint == null || endpoint.isEmpty() ? null : URI.create(endpoint),
                executable == null || executable.isEmpty() ? null : Path.of(executable));
    }

    /**
     * Adds what the other one names and this one does not.
     *
     * @param other the other one
     * @return what either names
     */
    public DynamoDbServer or(DynamoDbServer other) {
        return new DynamoDbServer(
                endpoint == null ? other.endpoint : endpoint,
                executable == null ? other.executable : executable);
    }

    /**
     * Tells whether an endpoint or an executable is named.
     *
     * @return whether one is
     */
    public boolean isNamed() {
        return !equals(NOT_NAMED);
    }
}
