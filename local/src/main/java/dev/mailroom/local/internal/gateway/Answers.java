package dev.mailroom.local.internal.gateway;

import com.sun.net.httpserver.HttpExchange;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.Xml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the address itself answers, where no service does. */
final class Answers {

    private Answers() {}

    /** Refuses a request in the words of AWS's JSON or query protocol. */
    static void refuse(
            HttpExchange exchange, boolean inJson, int status, String code, String message)
            throws IOException {
        if (inJson) {
            String body = Json.write(Json.object().put("__type", code).put("message", message));
            send(exchange, status, "application/x-amz-json-1.0", body);
        } else {
            send(exchange, status, "text/xml", Xml.error(code, message));
        }
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", text + "\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
