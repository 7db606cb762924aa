package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LoopbackServer;
import dev.mailroom.local.step.FunctionStep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's Runtime API, for one process of one function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String INVOCATION = ROOT + "invocation/";

    private final String functionArn;
    private final LoopbackServer server;
    private final BlockingQueue<Call> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Call> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Optional<String>> init = new CompletableFuture<>();

    private RuntimeApi(String functionArn) throws IOException {
        this.functionArn = functionArn;
        this.server = LoopbackServer.start("mailroom-runtime-api", this::handle);
    }

    static RuntimeApi start(String functionArn) throws IOException {
        return new RuntimeApi(functionArn);
    }

    String address() {
        return server.authority();
    }

    /**
     * Completes when the runtime asks for its first invocation, or fails with its initialization
     * error.
     */
    CompletableFuture<Optional<String>> init() {
        return init;
    }

    CompletableFuture<InvocationResult> submit(Invocation invocation, Instant deadline) {
        Call call = new Call(invocation, deadline, new CompletableFuture<>());
        running.put(invocation.requestId(), call);
        waiting.add(call);
        return call.result();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INVOCATION + "next")) {
                next(exchange);
            } else {
                reply(exchange, posted(path, body(exchange)) ? 202 : 404);
            }
        } catch (InterruptedException e) {
            // Only closing interrupts: the runtime sees the connection end.
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        init.complete(Optional.empty());
        Call call = waiting.take();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", call.invocation().requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(call.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        String traceHeader = call.invocation().traceHeader();
        headers.set(
                "Lambda-Runtime-Trace-Id",
                traceHeader == null ? traceId(call.deadline()) : traceHeader);
        // The native part of the runtime client crashes without a content type.
        LoopbackServer.reply(exchange, 200, "application/json", call.invocation().payload());
    }

    private boolean posted(String path, String body) {
        if (path.equals(ROOT + "init/error")) {
            return init.complete(Optional.of(error(body)));
        }
        if (!path.startsWith(INVOCATION) || path.lastIndexOf('/') < INVOCATION.length()) {
            return false;
        }
        String requestId = path.substring(INVOCATION.length(), path.lastIndexOf('/'));
        Call call = running.remove(requestId);
        if (call == null) {
            return false;
        }
        return call.result().complete(result(path.endsWith("/error"), body));
    }

    private static InvocationResult result(boolean isError, String body) {
        return isError
                ? new InvocationResult.Failed(FunctionStep.Reason.HANDLER_ERROR, error(body))
                : new InvocationResult.Returned(body);
    }

    private static String error(String body) {
        try {
            JsonNode error = Json.read(body);
            return FunctionErrors.describe(
                    error.path("errorType").asText("Error"), error.path("errorMessage").asText(""));
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static String traceId(Instant time) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return String.format(
                "Root=1-%08x-%s;Parent=%s;Sampled=0",
                time.getEpochSecond(), random.substring(0, 24), random.substring(16));
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status) throws IOException {
        LoopbackServer.reply(exchange, status, "application/json", "{}");
    }

    @Override
    public void close() {
        server.close();
    }

    private record Call(
            Invocation invocation, Instant deadline, CompletableFuture<InvocationResult> result) {}
}
