package dev.mailroom.local.internal.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
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

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
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
            HttpResponse<byte[]> response =
                    http.send(request(exchange, body), BodyHandlers.ofByteArray());
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target != null) {
                watcher.answered(target, body, response.statusCode(), response.body());
            }
            answer(exchange, response);
        } catch (InterruptedException e) {
            // Only closing interrupts: the client sees the connection end.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("No answer to {}", exchange.getRequestURI(), e);
            Answers.text(exchange, 502, "The server behind this address did not answer.");
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri().resolve(exchange.getRequestURI().toString()))
                        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (isPassedOn(name)) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
            throws IOException {
        response.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (isPassedOn(name)) {
                                exchange.getResponseHeaders().put(name, values);
                            }
                        });
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static boolean isPassedOn(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !name.startsWith(":") && !OF_THE_CONNECTION.contains(name);
    }
}
