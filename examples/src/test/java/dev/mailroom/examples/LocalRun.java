package dev.mailroom.examples;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_BUS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_DEAD_LETTER_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.TRIGGERED_EVENTS;

import static org.awaitility.Awaitility.await;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.model.LocalEndpoints;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Runs both examples on this machine: puts real events, prints each step as it happens, and the
 * tables at the end.
 *
 * <p>With {@code -Dmailroom.keepRunning=true} it stays up for the AWS CLI until Ctrl-C.
 */
public final class LocalRun {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private LocalRun() {}

    public static void main(String[] args) throws InterruptedException {
        Narrator narrator = new Narrator(System.out);
        narrator.say("Starting EventBridge, SQS, Lambda and DynamoDB on this machine ...");
        Welcomes welcomes = new Welcomes();
        try (LocalPipeline pipeline =
                        ExamplesPipeline.both().listener(welcomes.andThen(narrator)).start();
                AwsClients aws = AwsClients.of(pipeline.endpoints())) {
            putEvents(aws, narrator);
            await("two signups, two welcomes, two ticks and one poison message")
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    aws.items(SIGNUPS).size() == 2
                                            && welcomes.users().size() == 2
                                            && aws.items(TRIGGERED_EVENTS).size() >= 2
                                            && aws.messages(pipeline.queueUrl(SIGNUP_QUEUE)) == 0
                                            && aws.messages(
                                                            pipeline.queueUrl(
                                                                    SIGNUP_DEAD_LETTER_QUEUE))
                                                    == 1);
            printTables(aws, narrator);
            narrator.say(
                    "In the dead-letter queue "
                            + SIGNUP_DEAD_LETTER_QUEUE
                            + ": "
                            + aws.messages(pipeline.queueUrl(SIGNUP_DEAD_LETTER_QUEUE))
                            + " message");
            if (!Set.copyOf(welcomes.users()).equals(Set.of("u-1", "u-2"))
                    || welcomes.users().size() != 2) {
                throw new IllegalStateException("welcomed " + welcomes.users());
            }
            if (Boolean.getBoolean("mailroom.keepRunning")) {
                stay(pipeline.endpoints(), narrator);
            }
        }
        narrator.say("Done: nothing lost, nothing twice.");
    }

    private static void putEvents(AwsClients aws, Narrator narrator) {
        narrator.say(
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

    private static void printTables(AwsClients aws, Narrator narrator) {
        for (String table : new String[] {SIGNUPS, TRIGGERED_EVENTS}) {
            narrator.say("Table " + table + ":");
            for (Map<String, AttributeValue> item : aws.items(table)) {
                Map<String, String> values = new TreeMap<>();
                item.forEach((name, value) -> values.put(name, value.s()));
                narrator.say("    " + values);
            }
        }
    }

    private static void stay(LocalEndpoints endpoints, Narrator narrator)
            throws InterruptedException {
        narrator.say("Running until Ctrl-C. In another terminal:");
        endpoints
                .environment()
                .forEach((name, value) -> narrator.say("    export " + name + "=" + value));
        narrator.say(
                "    aws events put-events --entries '[{\"EventBusName\":\""
                        + SIGNUP_BUS
                        + "\",\"Source\":\"my.webapp\",\"DetailType\":\"UserSignup\","
                        + "\"Detail\":\"{\\\"user_id\\\":\\\"u-9\\\",\\\"email\\\":\\\"me@example.com\\\",\\\"name\\\":\\\"Me\\\"}\"}]'");
        narrator.say("    aws dynamodb scan --table-name " + SIGNUPS);
        narrator.say("    aws --endpoint-url " + endpoints.sqs() + " sqs list-queues");
        new CountDownLatch(1).await();
    }
}
