package dev.mailroom.benchmarks.coldstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The servers of the function's process: Lambda's Runtime API with one invocation, and a DynamoDB
 * that accepts each request at once.
 */
final class OneInvocation implements AutoCloseable {

    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final long TIMEOUT_MILLIS = 60_000;

    private final byte[] event;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    OneInvocation(String event) throws IOException {
        this.event = event.getBytes(StandardCharsets.UTF_8);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(RUNTIME, this::runtime);
        server.createContext("/", this::table);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes with the function's answer, or with the error that it reports. */
    CompletableFuture<String> answer() {
        return answer;
    }

    int writes() {
        return writes.get();
    }

    private void runtime(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/next")) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            answer.complete(new String(body, StandardCharsets.UTF_8));
            reply(exchange, 202, "application/json", new byte[0]);
        } else if (asked.getAndIncrement() == 0) {
            long deadline = System.currentTimeMillis() + TIMEOUT_MILLIS;
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "request-1");
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Invoked-Function-Arn",
                            "arn:aws:lambda:eu-west-1:111122223333:function:user-signup-handler");
            reply(exchange, 200, "application/json", event);
        } else {
            awaitClose();
        }
    }

    private void table(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        writes.incrementAndGet();
        reply(exchange, 200, "application/x-amz-json-1.0", new byte[] {'{', '}'});
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
