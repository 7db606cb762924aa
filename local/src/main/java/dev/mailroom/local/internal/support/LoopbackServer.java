package dev.mailroom.local.internal.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server that cannot be reached from outside this machine. */
public final class LoopbackServer implements AutoCloseable {

    static {
        // Read once, when the first server is created: without it Nagle's algorithm costs 40 ms and
        // more per call.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService executor;

    private LoopbackServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /** Starts a server that those find who are told where it is. */
    public static LoopbackServer start(String name, HttpHandler handler) throws IOException {
        return start(name, new InetSocketAddress(HiddenAddress.choose(), 0), handler);
    }

    /**
     * Starts a server at this port of 127.0.0.1; 0 is any free one. Pages of other sites find it,
     * so its handler has to refuse them.
     *
     * @throws java.net.BindException if the port is taken
     */
    public static LoopbackServer start(String name, int port, HttpHandler handler)
            throws IOException {
        InetAddress known = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        return start(name, new InetSocketAddress(known, port), handler);
    }

    private static LoopbackServer start(String name, InetSocketAddress address, HttpHandler handler)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        ExecutorService executor = Executors.newCachedThreadPool(Threads.daemon(name));
        server.setExecutor(executor);
        server.createContext("/", handler);
        server.start();
        return new LoopbackServer(server, executor);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Address and port. */
    public String authority() {
        return server.getAddress().getAddress().getHostAddress() + ":" + port();
    }

    public URI uri() {
        return URI.create("http://" + authority());
    }

    /** Answers a request. */
    public static void reply(HttpExchange exchange, int status, String contentType, String body)
            throws IOException {
        reply(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers a request. */
    public static void reply(HttpExchange exchange, int status, String contentType, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
