package dev.mailroom.examples;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_BUS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_QUEUE;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the local run: clients put signups in batches of ten, and the clock stops when the last
 * one is stored. Prints events per second, and the processor time per event.
 *
 * <p>{@code benchmarks/local-pipeline} runs it, also against an earlier commit: so it uses only
 * what that commit has too.
 */
public final class SignupThroughput {

    private static final int CLIENTS = 4;
    private static final int BATCH = 10;

    private SignupThroughput() {}

    /**
     * Measures once.
     *
     * @param arguments the number of signups, a multiple of ten
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int signups = Integer.parseInt(arguments[0]);
        try (LocalPipeline pipeline = ExamplesPipeline.of(deployed()).start();
                AwsClients aws = AwsClients.of(pipeline.endpoints())) {
            // The first question starts the HTTP server of the queues, which no event needs.
            awaitEmpty(aws, pipeline.queueUrl(SIGNUP_QUEUE));
            Duration hostBefore = cpu(ProcessHandle.current());
            Duration childrenBefore = children();
            long start = System.nanoTime();
            putAll(aws, signups);
            double put = seconds(start);
            awaitEmpty(aws, pipeline.queueUrl(SIGNUP_QUEUE));
            double stored = seconds(start);
            Duration host = cpu(ProcessHandle.current()).minus(hostBefore);
            Duration children = children().minus(childrenBefore);
            int items = aws.items(SIGNUPS).size();
            if (items != signups) {
                throw new IllegalStateException(items + " signups are stored");
            }
            System.out.printf(
                    Locale.ROOT,
                    "%.0f events/s, puts alone %.0f/s; per event %.2f ms of the processor here, %.2f ms in other processes%n",
                    signups / stored,
                    signups / put,
                    host.toNanos() / 1e6 / signups,
                    children.toNanos() / 1e6 / signups);
        }
    }

    // With the timeouts that the template deploys: on a busy machine nothing comes twice.
    private static LocalTemplate deployed() {
        return ExamplesPipeline.template()
                .parameter("FunctionTimeout", "10")
                .parameter("VisibilityTimeout", "65");
    }

    private static void putAll(AwsClients aws, int signups)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> puts = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            puts.add(clients.submit(() -> put(aws, next, signups)));
        }
        for (Future<?> put : puts) {
            put.get();
        }
        clients.shutdown();
    }

    private static void put(AwsClients aws, AtomicInteger next, int signups) {
        for (int from = next.getAndAdd(BATCH); from < signups; from = next.getAndAdd(BATCH)) {
            List<PutEventsRequestEntry> entries = new ArrayList<>();
            for (int i = from; i < from + BATCH; i++) {
                entries.add(signup(i));
            }
            aws.put(entries);
        }
    }

    private static PutEventsRequestEntry signup(int number) {
        return PutEventsRequestEntry.builder()
                .eventBusName(SIGNUP_BUS)
                .source("my.webapp")
                .detailType("UserSignup")
                .detail(
                        "{\"user_id\": \"u-%1$d\", \"email\": \"user-%1$d@example.com\", \"name\": \"User %1$d\"}"
                                .formatted(number))
                .build();
    }

    // Seldom: while thousands of messages wait, a question costs as much as an event.
    private static void awaitEmpty(AwsClients aws, String queueUrl) throws InterruptedException {
        while (aws.messages(queueUrl) > 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static Duration children() {
        return ProcessHandle.current()
                .descendants()
                .map(SignupThroughput::cpu)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
