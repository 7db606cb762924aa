package dev.mailroom.local;

import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the process of a function to the services of its pipeline: it has no other endpoint and no
 * credentials and, unless it may use the network, resolves no other name than that of this machine.
 *
 * @param folder for the file of names
 * @param network whether it may use the network
 */
record Confinement(Path folder, boolean network) {

    // Names endpoints that would take precedence over those of the pipeline.
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";

    /** What keeps the SDK from the credentials of this machine. */
    private static final Map<String, String> NO_CREDENTIALS =
            Map.of(
                    "AWS_CONFIG_FILE", "/dev/null",
                    "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                    "AWS_EC2_METADATA_DISABLED", "true");

    LocalFunction of(LocalFunction function) throws IOException {
        return function instanceof LocalProcessFunction process ? confined(process) : function;
    }

    private LocalProcessFunction confined(LocalProcessFunction function) throws IOException {
        Map<String, String> variables = new HashMap<>(function.settings().environment());
        variables.keySet().removeIf(name -> name.startsWith(ENDPOINT));
        variables.putAll(NO_CREDENTIALS);
        LocalProcessFunction confined = function.environment(variables);
        return network ? confined : confined.jvmOption("-Djdk.net.hosts.file=" + names());
    }

    /** A file in place of the name service, for the JVM and all that asks it for addresses. */
    private Path names() throws IOException {
        return Files.writeString(
                folder.resolve("hosts"),
                "127.0.0.1 localhost\n127.0.0.1 " + nameOfThisMachine() + "\n");
    }

    private static String nameOfThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // it finds its own name nowhere, so the function does not either
        }
    }
}
