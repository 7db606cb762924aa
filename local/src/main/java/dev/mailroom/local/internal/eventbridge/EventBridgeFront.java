package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LoopbackServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * EventBridge over HTTP, for the AWS CLI and every SDK.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1
 *     protocol</a>
 */
public final class EventBridgeFront implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(EventBridgeFront.class);
    private static final String TARGET_PREFIX = "AWSEvents.";

    private final PutEvents putEvents;
    private final DescribeEventBus describeEventBus;

    public EventBridgeFront(PutEvents putEvents, DescribeEventBus describeEventBus) {
        this.putEvents = putEvents;
        this.describeEventBus = describeEventBus;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            reply(exchange, 200, answer(exchange));
        } catch (RequestRefusedException e) {
            reply(exchange, 400, error(e.type(), Objects.toString(e.getMessage(), "")));
        } catch (InterruptedException e) {
            // Only closing interrupts: the client sees the connection end.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("PutEvents failed.", e);
            reply(exchange, 500, error("InternalException", e.toString()));
        }
    }

    private ObjectNode answer(HttpExchange exchange)
            throws IOException, RequestRefusedException, InterruptedException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if ((TARGET_PREFIX + "PutEvents").equals(target)) {
            return putEvents.handle(body);
        }
        if ((TARGET_PREFIX + "DescribeEventBus").equals(target)) {
            return describeEventBus.handle(body);
        }
        throw new RequestRefusedException("UnknownOperationException", unknown(target));
    }

    private static String unknown(@Nullable String target) {
        String operation =
                target == null
                        ? "A request without X-Amz-Target"
                        : "Operation "
                                + (target.startsWith(TARGET_PREFIX)
                                        ? target.substring(TARGET_PREFIX.length())
                                        : target);
        return operation
                + " is not supported locally; supported are PutEvents and DescribeEventBus.";
    }

    private static ObjectNode error(String type, String message) {
        return Json.object().put("__type", type).put("message", message);
    }

    private static void reply(HttpExchange exchange, int status, ObjectNode body)
            throws IOException {
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        LoopbackServer.reply(exchange, status, "application/x-amz-json-1.1", Json.write(body));
    }
}
