package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LoopbackServer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page of a pipeline, and its requests in JSON. */
public final class Console implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Console.class);
    private static final String API = "/api/";

    private final ConsoleApi api;
    private final ChangeStream stream;

    public Console(ConsoleParts parts) {
        this.api = new ConsoleApi(parts);
        this.stream = new ChangeStream(parts.stories());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        secure(exchange.getResponseHeaders());
        try {
            if (!path.startsWith(API)) {
                page(exchange, path);
            } else if (path.equals(API + "stream")) {
                stream.send(exchange);
            } else {
                json(exchange, 200, answer(exchange, path.substring(API.length())));
            }
        } catch (ConsoleException e) {
            json(exchange, e.status(), message(e));
        } catch (IllegalArgumentException e) {
            json(exchange, 400, message(e));
        } catch (InterruptedException e) {
            // Only closing interrupts: the page sees the connection end.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("The console failed at {}.", path, e);
            json(exchange, 500, message(e));
        }
    }

    private static void page(HttpExchange exchange, String path)
            throws IOException, ConsoleException {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new ConsoleException(405, "The page is read with GET.");
        }
        PageFile file = PageFile.at(path);
        LoopbackServer.reply(exchange, 200, file.type(), file.text());
    }

    private JsonNode answer(HttpExchange exchange, String path)
            throws IOException, ConsoleException, InterruptedException {
        return switch (exchange.getRequestMethod()) {
            case "GET" -> api.get(ApiPath.of(path, exchange.getRequestURI().getRawQuery()));
            case "POST" -> api.post(ApiPath.of(path, null), body(exchange));
            default -> throw new ConsoleException(405, "Read with GET, change with POST.");
        };
    }

    // A form on another site can send other types without a preflight request.
    private static JsonNode body(HttpExchange exchange) throws IOException, ConsoleException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw new ConsoleException(415, "A change is sent as application/json.");
        }
        try {
            return Json.read(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new ConsoleException(400, "The request is not JSON.");
        }
    }

    private static void secure(Headers headers) {
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private static JsonNode message(Exception e) {
        return Json.object().put("message", Objects.toString(e.getMessage(), e.toString()));
    }

    private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
        LoopbackServer.reply(exchange, status, "application/json", Json.write(body));
    }
}
