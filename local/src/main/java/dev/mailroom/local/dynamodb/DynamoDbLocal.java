package dev.mailroom.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.ChildProcess;
import dev.mailroom.local.internal.support.CloseStack;
import dev.mailroom.local.internal.support.JavaCommand;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.model.LocalTable;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * DynamoDB Local in a process of its own, in memory, on 127.0.0.1 alone: a part of a pipeline, or
 * alone for an integration test.
 *
 * <p>DynamoDB Local has a licence of its own, which does not allow it to be passed on; this library
 * does not contain it. The process ends when it is closed, and when this JVM ends. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.html">DynamoDB
 *     Local</a>
 */
public final class DynamoDbLocal implements AutoCloseable {

    // Errors alone, by the logger of Log4j's API: its core takes a fifth of the server's start.
    private static final List<String> LOG_ERRORS =
            List.of(
                    "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
                    "-Dorg.apache.logging.log4j.simplelog.level=ERROR");
    private static final long START_SECONDS = 60;

    private final TempFolder folder;
    private final ChildProcess process;
    private final URI endpoint;
    private final AwsJson client;

    private DynamoDbLocal(TempFolder folder, ChildProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.client = AwsJson.dynamoDb(endpoint);
    }

    /**
     * Starts DynamoDB Local and waits until it answers.
     *
     * @param classPathFile a file whose one line is the class path of DynamoDB Local, as {@code mvn
     *     dependency:build-classpath} writes it
     * @return the running database, without any table
     * @throws IllegalArgumentException if there is no such file
     * @throws IllegalStateException if DynamoDB Local does not start; the message has its output
     */
    public static DynamoDbLocal start(Path classPathFile) {
        Objects.requireNonNull(classPathFile, "classPathFile");
        Checks.check(
                Files.isRegularFile(classPathFile),
                "DynamoDB Local: the class path file " + classPathFile + " does not exist.");
        try {
            return start(classPath(classPathFile));
        } catch (IOException e) {
            throw new IllegalStateException("DynamoDB Local did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while DynamoDB Local was starting.", e);
        }
    }

    private static List<Path> classPath(Path file) throws IOException {
        return Stream.of(Files.readString(file).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    private static DynamoDbLocal start(List<Path> classPath)
            throws IOException, InterruptedException {
        CloseStack parts = new CloseStack();
        try {
            TempFolder folder = parts.add(TempFolder.create());
            StartOutput output = new StartOutput();
            ProcessBuilder builder = new ProcessBuilder(command(folder, classPath));
            builder.directory(folder.folder("work").toFile());
            ChildProcess process = parts.add(ChildProcess.start("dynamodb", builder, output::line));
            var unused = process.end().thenAccept(output::ended);
            return new DynamoDbLocal(folder, process, output.port());
        } catch (IOException | InterruptedException e) {
            parts.close();
            throw e;
        }
    }

    private static List<String> command(TempFolder folder, List<Path> classPath)
            throws IOException {
        return JavaCommand.of(
                JavaCommand.unpackLauncher(folder, DynamoDbMain.class),
                LOG_ERRORS,
                classPath,
                DynamoDbMain.class.getName(),
                // The port is only checked, never opened: the launcher lets the system choose a
                // free one.
                List.of("-inMemory", "-sharedDb", "-disableTelemetry", "-port", "8000"));
    }

    /**
     * Gives the endpoint for AWS clients; region and credentials can be anything.
     *
     * @return the endpoint, on 127.0.0.1
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Creates a table, ready for use on return.
     *
     * @param table the table
     * @throws IllegalStateException if DynamoDB Local refuses it, as it does if there is one of the
     *     same name
     */
    public void createTable(LocalTable table) {
        Objects.requireNonNull(table, "table");
        try {
            create(table);
        } catch (IOException e) {
            throw new IllegalStateException("Table '" + table.name() + "': " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while table '" + table.name() + "' was created.", e);
        }
    }

    private void create(LocalTable table) throws IOException, InterruptedException {
        ObjectNode request = Json.object().put("TableName", table.name());
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.putArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", table.partitionKey())
                .put("AttributeType", "S");
        request.putArray("KeySchema")
                .addObject()
                .put("AttributeName", table.partitionKey())
                .put("KeyType", "HASH");
        client.call("CreateTable", request);
        String timeToLive = table.timeToLive();
        if (timeToLive != null) {
            ObjectNode ttl = Json.object().put("TableName", table.name());
            ttl.putObject("TimeToLiveSpecification")
                    .put("AttributeName", timeToLive)
                    .put("Enabled", true);
            client.call("UpdateTimeToLive", ttl);
        }
    }

    /**
     * Ends the process, and all its tables with it. A second call does nothing.
     *
     * @throws IllegalStateException if the thread is interrupted while it waits for the end of the
     *     process; the flag stays set
     */
    @Override
    public void close() {
        try {
            try {
                process.close();
            } finally {
                folder.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "DynamoDB Local left files behind: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while DynamoDB Local was stopping.", e);
        }
    }

    /** Reads from the output of the process which port it listens on. */
    private static final class StartOutput {

        private final CompletableFuture<Integer> port = new CompletableFuture<>();
        private final List<String> lines = new ArrayList<>();

        synchronized void line(String line) {
            if (line.startsWith(DynamoDbMain.PORT_LINE)) {
                port.complete(Integer.valueOf(line.substring(DynamoDbMain.PORT_LINE.length())));
            } else if (!port.isDone()) {
                lines.add(line);
            }
        }

        synchronized void ended(String how) {
            port.completeExceptionally(
                    new IOException(
                            how
                                    + System.lineSeparator()
                                    + String.join(System.lineSeparator(), lines)));
        }

        int port() throws IOException, InterruptedException {
            try {
                return port.get(START_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IOException("no port after " + START_SECONDS + " seconds", e);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                throw new IOException(cause == null ? e.getMessage() : cause.getMessage(), e);
            }
        }
    }
}
