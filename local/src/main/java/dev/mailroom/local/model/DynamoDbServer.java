package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Which DynamoDB a pipeline uses, where the user names one.
 *
 * <p>An endpoint comes before an executable. Whatever names neither leaves it to the server that
 * {@code mailroom-local} brings, and where that has none for this platform, to {@code dynoxide} on
 * the {@code PATH}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param endpoint where a server answers that is running already, or null
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
     * Takes what is named as it is.
     *
     * @param endpoint where a server answers, or null
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
     * Names a server that is running already and speaks DynamoDB, such as a DynamoDB Local of your
     * own. It is not stopped, and no table of it is removed.
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
     * Reads what the system properties {@value #ENDPOINT} and {@value #EXECUTABLE} name.
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
     * Adds what another one names and this one does not.
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
     * Says whether an endpoint or an executable is named.
     *
     * @return whether one is
     */
    public boolean isNamed() {
        return !equals(NOT_NAMED);
    }
}
