package dev.mailroom.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.AwsJsonException;
import dev.mailroom.local.internal.support.CloseStack;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.LocalTable;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;

/**
 * A DynamoDB on this machine, in memory and for this machine only, as part of a pipeline or on its
 * own for an integration test.
 *
 * <p>It is the server <a href="https://github.com/nubo-db/dynoxide">Dynoxide</a> in a process of
 * its own, which ends when this is closed or this JVM ends, even by {@code kill -9}; or a server of
 * your own, see {@link DynamoDbServer}. Thread-safe.
 */
public final class LocalDynamoDb implements AutoCloseable {

    private final CloseStack parts;
    private final URI endpoint;
    private final AwsJson client;

    private LocalDynamoDb(CloseStack parts, URI endpoint) {
        this.parts = parts;
        this.endpoint = endpoint;
        this.client = AwsJson.dynamoDb(endpoint);
    }

    /**
     * Starts the available server, or uses the one that system properties name.
     *
     * @return the running database
     * @throws IllegalStateException if there is no server for this platform, or it does not start;
     *     the message says why
     */
    public static LocalDynamoDb start() {
        return start(DynamoDbServer.NOT_NAMED);
    }

    /**
     * Starts a server, or uses one that is running.
     *
     * @param named names it; what this leaves open, system properties can set
     * @return the running database
     * @throws IllegalStateException if there is no such server, or it does not start; the message
     *     says why
     */
    public static LocalDynamoDb start(DynamoDbServer named) {
        Objects.requireNonNull(named, "named");
        try {
            DynamoDbServer server = named.or(DynamoDbServer.ofSystemProperties());
            @Nullable URI endpoint = server.endpoint();
            return endpoint == null ? startProcess(server) : running(endpoint);
        } catch (IOException e) {
            throw new IllegalStateException("DynamoDB did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while DynamoDB was starting.", e);
        }
    }

    private static LocalDynamoDb startProcess(DynamoDbServer server)
            throws IOException, InterruptedException {
        CloseStack parts = new CloseStack();
        ServerExecutable executable = ServerExecutable.here(server.executable());
        ServerProcess process = parts.add(ServerProcess.start(executable));
        return new LocalDynamoDb(parts, process.endpoint());
    }

    private static LocalDynamoDb running(URI endpoint) {
        LocalDynamoDb dynamoDb = new LocalDynamoDb(new CloseStack(), endpoint);
        try {
            dynamoDb.client.call("ListTables", Json.object());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "DynamoDB at " + endpoint + " does not answer: " + e, e);
        }
        return dynamoDb;
    }

    /**
     * Returns the endpoint for AWS clients; region and credentials can be anything.
     *
     * @return the endpoint
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Creates a table, which is ready for use on return. An existing one with the same name, keys
     * and index keys stays as it is.
     *
     * @param table the table
     * @throws IllegalStateException if the server refuses it, or has one of the same name with
     *     other keys
     */
    public void createTable(LocalTable table) {
        Objects.requireNonNull(table, "table");
        try {
            create(new TableRequest(table));
        } catch (IOException e) {
            throw new IllegalStateException("Table '" + table.name() + "': " + e.getMessage(), e);
        }
    }

    private void create(TableRequest request) throws IOException {
        try {
            client.call("CreateTable", request.create());
        } catch (AwsJsonException e) {
            if (!e.is("ResourceInUseException")) {
                throw e;
            }
            JsonNode there = client.call("DescribeTable", request.named()).path("Table");
            if (!request.fits(there)) {
                throw new IOException("it is there already, with other keys", e);
            }
            return;
        }
        @Nullable String timeToLive = request.table().timeToLive();
        if (timeToLive != null) {
            client.call("UpdateTimeToLive", request.timeToLive(timeToLive));
        }
    }

    /**
     * Ends the process and all its tables. A server that was named by its endpoint is left alone. A
     * second call does nothing.
     */
    @Override
    public void close() {
        parts.close();
    }
}
