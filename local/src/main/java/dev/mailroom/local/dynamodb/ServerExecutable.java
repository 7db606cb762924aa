package dev.mailroom.local.dynamodb;

import dev.mailroom.local.internal.support.TempFolder;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the executable of the server: the one that is named, otherwise the bundled one, otherwise
 * one on the {@code PATH}.
 */
record ServerExecutable(@Nullable Path named, Platform platform, String path) {

    private static final String BUNDLED = "/dev/mailroom/local/dynoxide/";

    static ServerExecutable here(@Nullable Path named) {
        @Nullable String path = System.getenv("PATH");
        return new ServerExecutable(named, Platform.here(), path == null ? "" : path);
    }

    /**
     * Returns the file, unpacking the bundled one into the folder.
     *
     * @throws IllegalStateException if there is none
     */
    Path in(TempFolder folder) throws IOException {
        if (named != null) {
            if (!Files.isExecutable(named)) {
                throw new IllegalStateException(
                        "DynamoDB: " + named.toAbsolutePath() + " is not an executable file.");
            }
            return named.toAbsolutePath();
        }
        String resource = BUNDLED + platform + "/" + platform.executable();
        return ServerExecutable.class.getResource(resource) == null
                ? onThePath().orElseThrow(this::nowhere)
                : unpack(resource, folder);
    }

    // Each start has a file of its own, so that two starts do not interfere.
    private Path unpack(String resource, TempFolder folder) throws IOException {
        Path file = folder.unpack(ServerExecutable.class, resource, platform.executable());
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable.");
        }
        return file;
    }

    private Optional<Path> onThePath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, platform.executable()).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private IllegalStateException nowhere() {
        return new IllegalStateException(
                "DynamoDB: there is no server for "
                        + platform
                        + ". Name the endpoint of one that is running (-Dmailroom.dynamodb.endpoint,"
                        + " DynamoDbServer.at or @LocalAws(dynamoDbEndpoint)), name the executable of"
                        + " a Dynoxide (-Dmailroom.dynamodb.executable, DynamoDbServer.executable or"
                        + " @LocalAws(dynamoDbExecutable)), add the artifact mailroom-local-dynamodb"
                        + " with the classifier "
                        + platform
                        + ", or put "
                        + platform.executable()
                        + " on the PATH");
    }
}
