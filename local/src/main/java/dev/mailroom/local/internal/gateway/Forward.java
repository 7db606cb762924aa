package dev.mailroom.local.internal.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.mailroom.local.internal.support.Post;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Forwards requests to a server on this machine, and its answers back, unchanged. */
public final class Forward implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Forward.class);
    // Headers of one connection, or set anew for each.
    private static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "content-length",
                    "date",
                    "expect",
                    "host",
                    "keep-alive",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    private final Server server;
    private final Watcher watcher;

    public Forward(Server server) {
        this(server, (target, request, status, response) -> {});
    }

    public Forward(Server server, Watcher watcher) {
        this.server = server;
        this.watcher = watcher;
    }

    /** A server, which may start when it is first asked for. */
    @FunctionalInterface
    public interface Server {

        /**
         * Where it answers.
         *
         * @throws IOException if it cannot be reached
         */
        URI uri() throws IOException, InterruptedException;
    }

    /** Sees the requests that are forwarded, and the answers. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * A request was answered.
         *
         * @param target what the header {@code X-Amz-Target} said
         */
        void answered(String target, byte[] request, int status, byte[] response);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Post.Answer answer =
                    Post.send(
                            server.uri().resolve(exchange.getRequestURI().toString()),
                            passedOn(exchange.getRequestHeaders()),
                            body,
                            Duration.ZERO);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target != null) {
                watcher.answered(target, body, answer.status(), answer.body());
            }
            pass(answer, exchange);
        } catch (InterruptedException e) {
            // Only closing interrupts: the client sees the connection end.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("No answer to {}", exchange.getRequestURI(), e);
            Answers.text(exchange, 502, "The server behind this address did not answer.");
        }
    }

    private static void pass(Post.Answer answer, HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().putAll(passedOn(answer.headers()));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, List<String>> passedOn(Map<String, List<String>> headers) {
        Map<String, List<String>> passedOn = new HashMap<>(headers);
        passedOn.keySet().removeIf(name -> !isPassedOn(name));
        return passedOn;
    }

    private static boolean isPassedOn(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !OF_THE_CONNECTION.contains(name);
    }
}
