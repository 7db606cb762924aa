package dev.mailroom.examples;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_BUS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_DEAD_LETTER_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.TRIGGERED_EVENTS;

import static org.awaitility.Awaitility.await;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.cli.DevRun;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs both examples on this machine by the command {@code dev}: puts real events, and prints the
 * tables at the end.
 *
 * <p>With {@code -Dmailroom.keepRunning=true} it stays up until Ctrl-C, for the page and the AWS
 * CLI.
 */
public final class LocalRun {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private LocalRun() {}

    /** Runs with the options of {@code dev}, which the POM sets. */
    public static void main(String[] args) throws InterruptedException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Welcomes welcomes = new Welcomes();
        try (DevRun dev = DevRun.start(out, welcomes, args);
                AwsClients aws = AwsClients.of(dev.pipeline().endpoints())) {
            putEvents(aws, out);
            awaitAll(dev.pipeline(), aws, welcomes);
            printTables(aws, out);
            if (!Set.copyOf(welcomes.users()).equals(Set.of("u-1", "u-2"))
                    || welcomes.users().size() != 2) {
                throw new IllegalStateException("welcomed " + welcomes.users());
            }
            if (Boolean.getBoolean("mailroom.keepRunning")) {
                out.println("Still at " + dev.pipeline().endpoint() + "; Ctrl-C ends it.");
                dev.await();
            }
        }
        out.println("Done: nothing lost, nothing twice.");
    }

    private static void awaitAll(LocalPipeline pipeline, AwsClients aws, Welcomes welcomes) {
        String queue = pipeline.queueUrl(SIGNUP_QUEUE);
        String deadLetters = pipeline.queueUrl(SIGNUP_DEAD_LETTER_QUEUE);
        await("two signups, two welcomes, two ticks and one poison message")
                .atMost(PATIENCE)
                .until(
                        () ->
                                aws.items(SIGNUPS).size() == 2
                                        && welcomes.users().size() == 2
                                        && aws.items(TRIGGERED_EVENTS).size() >= 2
                                        && aws.messages(queue) == 0
                                        && aws.messages(deadLetters) == 1);
    }

    private static void putEvents(AwsClients aws, PrintWriter out) {
        out.println(
                "Putting events: two signups, one of them twice, one that lacks name and mail, one that nobody wants.");
        String ada = "{\"user_id\": \"u-1\", \"email\": \"ada@example.com\", \"name\": \"Ada\"}";
        String grace =
                "{\"user_id\": \"u-2\", \"email\": \"grace@example.com\", \"name\": \"Grace\"}";
        aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", ada);
        aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", grace);
        aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", ada);
        aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", "{\"user_id\": \"u-3\"}");
        aws.put(SIGNUP_BUS, "my.webapp", "UserLeft", "{}");
    }

    private static void printTables(AwsClients aws, PrintWriter out) {
        for (String table : new String[] {SIGNUPS, TRIGGERED_EVENTS}) {
            out.println("Table " + table + ":");
            for (Map<String, AttributeValue> item : aws.items(table)) {
                Map<String, String> values = new TreeMap<>();
                item.forEach((name, value) -> values.put(name, value.s()));
                out.println("    " + values);
            }
        }
    }
}
