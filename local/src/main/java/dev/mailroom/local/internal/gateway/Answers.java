package dev.mailroom.local.internal.gateway;

import com.sun.net.httpserver.HttpExchange;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LoopbackServer;
import dev.mailroom.local.internal.support.Xml;

import java.io.IOException;

/** The answers of the address itself, when no service answers. */
final class Answers {

    private Answers() {}

    /** Refuses a request in the words of AWS's JSON or query protocol. */
    static void refuse(
            HttpExchange exchange, boolean inJson, int status, String code, String message)
            throws IOException {
        if (inJson) {
            String body = Json.write(Json.object().put("__type", code).put("message", message));
            LoopbackServer.reply(exchange, status, "application/x-amz-json-1.0", body);
        } else {
            LoopbackServer.reply(exchange, status, "text/xml", Xml.error(code, message));
        }
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        LoopbackServer.reply(exchange, status, "text/plain; charset=utf-8", text + "\n");
    }
}
