package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LoopbackServer;
import dev.mailroom.local.step.EventStep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.UUID;

/**
 * Custom Event Buses over HTTP, for AWS's clients: Smithy's protocol RPC v2 CBOR (V5).
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2
 *     CBOR protocol</a>
 */
public final class CustomBusFront implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(CustomBusFront.class);
    private static final String PATH = "/service/AWSEventsV2/operation/";
    private static final String PROTOCOL = "smithy-protocol";
    private static final String RPC_V2_CBOR = "rpc-v2-cbor";
    private static final String NAMESPACE = "com.amazonaws.eventbridgev2#";
    private static final CBORMapper CBOR = new CBORMapper();

    private final CustomBuses buses;
    private final Steps steps;

    public CustomBusFront(CustomBuses buses, Steps steps) {
        this.buses = buses;
        this.steps = steps;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            reply(exchange, 200, answer(exchange));
        } catch (RefusedException e) {
            steps.add(new EventStep.PutRefused(e.type() + ": " + e.text()));
            reply(exchange, e.status(), error(e.type(), e.text()));
        } catch (InterruptedException e) {
            // Only closing interrupts: the client sees the connection end.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Publishing failed.", e);
            reply(exchange, 500, error("InternalException", e.toString()));
        }
    }

    private ObjectNode answer(HttpExchange exchange)
            throws IOException, RefusedException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        String operation = path.startsWith(PATH) ? path.substring(PATH.length()) : path;
        if (!RPC_V2_CBOR.equals(exchange.getRequestHeaders().getFirst(PROTOCOL))) {
            throw RefusedException.unreadable("The header smithy-protocol must be rpc-v2-cbor.");
        }
        Publication publication = Publication.of(operation);
        return publication.publish(read(exchange.getRequestBody().readAllBytes()), buses, steps);
    }

    private static JsonNode read(byte[] body) throws RefusedException {
        try {
            JsonNode request = CBOR.readTree(body);
            if (request.isObject()) {
                return request;
            }
        } catch (IOException e) {
            // Without Jackson's message, which may quote the event.
            throw RefusedException.unreadable("The request is not CBOR.");
        }
        throw RefusedException.unreadable("The request is not a CBOR map.");
    }

    private static ObjectNode error(String type, String message) {
        return Json.object().put("__type", NAMESPACE + type).put("Message", message);
    }

    private static void reply(HttpExchange exchange, int status, ObjectNode body)
            throws IOException {
        exchange.getResponseHeaders().set(PROTOCOL, RPC_V2_CBOR);
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        LoopbackServer.reply(exchange, status, "application/cbor", CBOR.writeValueAsBytes(body));
    }
}
