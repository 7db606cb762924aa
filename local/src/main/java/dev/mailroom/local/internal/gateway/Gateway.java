package dev.mailroom.local.internal.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.mailroom.local.internal.support.LoopbackServer;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one address of a pipeline: passes each request to the service that it is for, and all others
 * to the page.
 */
public final class Gateway implements AutoCloseable {

    private static final int PORTS_TO_TRY = 100;

    private final Map<AwsService, HttpHandler> services = new ConcurrentHashMap<>();
    private final LoopbackServer server;
    private volatile @Nullable HttpHandler page;

    private Gateway(int port) throws IOException {
        this.server = LoopbackServer.start("mailroom-address", port, this::handle);
    }

    /**
     * Starts an address at this port, or at the next free one; 0 means any free port. Services are
     * added as they start.
     */
    public static Gateway start(int port) throws IOException {
        for (int next = port; ; next++) {
            try {
                return new Gateway(next);
            } catch (BindException e) {
                if (next == 65_535 || next == port + PORTS_TO_TRY) {
                    throw new IOException("no port from " + port + " to " + next + " is free", e);
                }
            }
        }
    }

    public URI uri() {
        return server.uri();
    }

    public int port() {
        return server.port();
    }

    public void serve(AwsService service, HttpHandler handler) {
        services.put(service, handler);
    }

    /** Serves requests that are not for a service. */
    public void servePage(HttpHandler handler) {
        page = handler;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!Visitors.areWelcome(exchange.getRequestHeaders())) {
                Answers.text(exchange, 403, "This address is not for the pages of other sites.");
                return;
            }
            exchange.setStreams(new ByteArrayInputStream(body), null);
            RequestMarks marks =
                    RequestMarks.of(
                            exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body);
            if (marks.areThere()) {
                toService(exchange, marks);
            } else {
                toPage(exchange);
            }
        }
    }

    private void toService(HttpExchange exchange, RequestMarks marks) throws IOException {
        AwsService service = marks.service().orElse(null);
        if (service == null) {
            String message =
                    "The service "
                            + marks.name()
                            + " is not served locally; served are EventBridge, SQS, DynamoDB and SNS.";
            Answers.refuse(exchange, marks.ofJson(), 501, "UnknownOperationException", message);
            return;
        }
        HttpHandler handler = services.get(service);
        if (handler == null) {
            String message = "The local pipeline has no " + service + ", or is starting.";
            Answers.refuse(exchange, marks.ofJson(), 400, "InternalException", message);
        } else if (!exchange.getRequestMethod().equals("POST")) {
            // SQS's query protocol would also send and delete by GET.
            String message = service + " is asked by POST here.";
            Answers.refuse(exchange, marks.ofJson(), 405, "InvalidMethod", message);
        } else {
            handler.handle(exchange);
        }
    }

    private void toPage(HttpExchange exchange) throws IOException {
        HttpHandler handler = page;
        if (handler == null) {
            Answers.text(
                    exchange,
                    404,
                    "A Mailroom pipeline: EventBridge, SQS, DynamoDB and SNS answer here.");
        } else {
            handler.handle(exchange);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
