package dev.mailroom.examples.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in front of DynamoDB and does, at random, what DynamoDB does on a bad day: throttles,
 * fails, and takes a write whose answer is lost. At some requests it kills the sender.
 */
final class FaultyDynamoDb implements AutoCloseable {

    enum Fault {
        NONE,
        THROUGHPUT_EXCEEDED,
        THROTTLED,
        FAILED,
        /** The write is made; the answer says that it failed. */
        FAILED_AFTER_THE_WRITE,
        /** The write is made; the connection ends without an answer. */
        ANSWER_LOST,
        /** The write is made; the function's processes are killed before they learn of it. */
        KILLED
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Random random;
    private final Set<Integer> kills = new TreeSet<>();
    private final Map<Fault, Integer> made = new EnumMap<>(Fault.class);
    private int requests;
    private URI target;
    private Runnable kill;

    FaultyDynamoDb(long seed) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // before the first server
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Kills the sender at so many of the first requests. */
    void killAt(int times, int firstRequests) {
        while (kills.size() < times) {
            kills.add(random.nextInt(firstRequests));
        }
    }

    /** Says where DynamoDB is, and how the sender is killed. */
    synchronized void connect(URI dynamoDb, Runnable killSender) {
        target = dynamoDb;
        kill = killSender;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often which fault was made. */
    synchronized Map<Fault, Integer> made() {
        return new EnumMap<>(made);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            switch (next()) {
                case THROUGHPUT_EXCEEDED ->
                        refuse(exchange, 400, "ProvisionedThroughputExceededException");
                case THROTTLED -> refuse(exchange, 400, "ThrottlingException");
                case FAILED -> refuse(exchange, 500, "InternalServerError");
                case FAILED_AFTER_THE_WRITE -> {
                    pass(exchange, request);
                    refuse(exchange, 500, "InternalServerError");
                }
                case ANSWER_LOST -> pass(exchange, request);
                case KILLED -> {
                    pass(exchange, request);
                    kill.run();
                }
                case NONE -> answer(exchange, pass(exchange, request));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Fault next() {
        int dice = random.nextInt(100);
        Fault fault = Fault.NONE;
        if (kills.contains(requests++)) {
            fault = Fault.KILLED;
        } else if (dice < 5) {
            fault = Fault.values()[1 + dice];
        }
        made.merge(fault, 1, Integer::sum);
        return fault;
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] request)
            throws IOException, InterruptedException {
        HttpRequest.Builder passed = HttpRequest.newBuilder(target);
        for (String header :
                Set.of("Content-Type", "X-Amz-Target", "X-Amz-Date", "Authorization")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                passed.header(header, value);
            }
        }
        return client.send(
                passed.POST(BodyPublishers.ofByteArray(request)).build(),
                BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
            throws IOException {
        send(exchange, response.statusCode(), response.body());
    }

    private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
        String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + error + "\"}";
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
