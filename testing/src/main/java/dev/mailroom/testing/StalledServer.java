package dev.mailroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/**
 * A server that lets clients connect and never answers, to test that requests have a time limit.
 * Thread-safe.
 */
public final class StalledServer implements AutoCloseable {

    private static final int ANY_PORT = 0;
    private static final int MOST_CONNECTIONS = 1_000;

    // Never accepted: the operating system completes the connections and receives the requests.
    private final ServerSocket socket;

    /** Starts the server on a free port of the loopback interface. */
    public StalledServer() {
        try {
            this.socket =
                    new ServerSocket(ANY_PORT, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns where to send requests to.
     *
     * @return an {@code http} address
     */
    public URI endpoint() {
        return URI.create(
                "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort());
    }

    /** Resets the connections, which ends the requests that wait. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
