package dev.mailroom.local.dynamodb;

import dev.mailroom.local.internal.support.HiddenAddress;
import dev.mailroom.local.internal.support.TempFolder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The server in a process of its own, which ends with this JVM, however this JVM ends. */
final class ServerProcess implements AutoCloseable {

    // The shell waits until its standard input ends, which happens when this JVM closes it or is
    // gone, even by kill -9. Then it kills the server and removes the folder. A signal that a
    // terminal sends to all its processes, as for Ctrl-C, stops neither of them earlier. The output
    // belongs to the server alone, so its end is the end of the server.
    private static final String GUARD =
            """
            trap '' HUP INT TERM
            "$@" &
            exec >/dev/null 2>&1
            read -r end
            kill -9 $!
            wait $!
            rm -rf -- "$0"
            """;
    private static final int ATTEMPTS = 5;

    private final TempFolder folder;
    private final boolean guarded;
    private final Process process;
    private final ServerOutput output;
    private final URI endpoint;

    private ServerProcess(TempFolder folder, boolean guarded, Process process, URI endpoint) {
        this.folder = folder;
        this.guarded = guarded;
        this.process = process;
        this.output = ServerOutput.of(process);
        this.endpoint = endpoint;
    }

    /**
     * Starts it and waits until it listens, on this machine alone.
     *
     * @throws IOException if it does not; the message contains what it printed
     */
    static ServerProcess start(ServerExecutable executable)
            throws IOException, InterruptedException {
        // Another process may have taken the port that was free a moment ago.
        for (int attempt = 1; true; attempt++) {
            ServerProcess server = launch(executable);
            if (server.isListening()) {
                return server;
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("the server ended: " + server.output.text());
            }
        }
    }

    private static ServerProcess launch(ServerExecutable executable) throws IOException {
        TempFolder folder = TempFolder.create();
        try {
            InetAddress host = HiddenAddress.choose();
            String address = host.getHostAddress();
            int port = freePort(host);
            boolean guarded = !executable.platform().isWindows();
            List<String> command = new ArrayList<>();
            if (guarded) {
                command.addAll(List.of("/bin/sh", "-c", GUARD, folder.path().toString()));
            }
            command.add(executable.in(folder).toString());
            command.addAll(List.of("serve", "--host", address, "--port", String.valueOf(port)));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.directory(folder.folder("work").toFile());
            URI endpoint = URI.create("http://" + address + ":" + port);
            return new ServerProcess(folder, guarded, builder.start(), endpoint);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static int freePort(InetAddress host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, host)) {
            return socket.getLocalPort();
        }
    }

    /** Whether it listens; if it ended instead, everything is cleaned up. */
    private boolean isListening() throws IOException, InterruptedException {
        boolean listening = false;
        try {
            listening = output.isListening();
            return listening;
        } finally {
            if (!listening) {
                close();
            }
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!guarded) {
            process.destroyForcibly();
        }
        process.waitFor();
        folder.close();
    }
}
