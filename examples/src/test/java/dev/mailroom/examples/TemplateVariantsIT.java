package dev.mailroom.examples;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_BUS;
import static dev.mailroom.examples.ExamplesPipeline.TRIGGERED_EVENTS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.step.EventStep.RuleMatched;
import dev.mailroom.local.step.EventStep.ScheduleTicked;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the template deploys if its parameters say so: signups inside {@code {"event": ...}} and in
 * order, and a schedule in order.
 */
class TemplateVariantsIT {

    private static final String[] SIGNUP_QUEUES = {
        "user-signup-queue", "user-signup-wrapped-queue", "user-signup-queue.fifo"
    };
    private static final String[] DEAD_LETTER_QUEUES = {"user-signup-dlq", "user-signup-dlq.fifo"};
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<PipelineStep> STEPS = new CopyOnWriteArrayList<>();
    private static final Welcomes WELCOMES = new Welcomes();

    private static LocalPipeline pipeline;
    private static AwsClients aws;

    @BeforeAll
    static void start() {
        LocalTemplate template =
                ExamplesPipeline.template()
                        // Time enough for three functions that start at once.
                        .parameter("FunctionTimeout", "30")
                        .parameter("VisibilityTimeout", "30")
                        .parameter("SignupVariants", "yes")
                        .parameter("ScheduledOrder", "fifo")
                        .every("every-minute", Duration.ofSeconds(2));
        pipeline = ExamplesPipeline.of(template).listener(WELCOMES.andThen(STEPS::add)).start();
        aws = AwsClients.of(pipeline.endpoints());
    }

    @AfterAll
    static void stop() {
        aws.close();
        pipeline.close();
    }

    @Test
    void aSignupThatComesThreeWaysIsStoredAndWelcomedOnce() {
        List<String> users = List.of("u-0", "u-1", "u-2", "u-3", "u-4");
        users.forEach(user -> aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", signup(user)));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            for (String queue : SIGNUP_QUEUES) {
                                assertThat(handled(queue)).as(queue).hasSize(users.size());
                                assertThat(messages(queue)).as(queue).isZero();
                            }
                        });

        for (String queue : DEAD_LETTER_QUEUES) {
            assertThat(messages(queue)).as(queue).isZero();
        }
        assertThat(aws.items(SIGNUPS))
                .extracting(item -> item.get("id").s())
                .containsExactlyInAnyOrderElementsOf(users);
        assertThat(WELCOMES.users()).containsExactlyInAnyOrderElementsOf(users);
        assertThat(of(RuleMatched.class))
                .filteredOn(step -> step.rule().equals("user-signup-wrapped"))
                .extracting(RuleMatched::target)
                .containsOnly("queue user-signup-wrapped-queue")
                .hasSize(users.size());
    }

    @Test
    void ticksComeInOrderThroughAFifoQueue() {
        await().atMost(PATIENCE).until(() -> aws.items(TRIGGERED_EVENTS).size() >= 3);

        assertThat(of(ScheduleTicked.class).subList(0, 3))
                .extracting(ScheduleTicked::eventId)
                .isSubsetOf(
                        aws.items(TRIGGERED_EVENTS).stream()
                                .map(item -> item.get("id").s())
                                .toList());
        assertThat(of(BatchInvoked.class))
                .filteredOn(step -> step.function().equals("scheduled-events-handler"))
                .extracting(BatchInvoked::queue)
                .containsOnly("scheduled-events-queue.fifo");
    }

    /** The messages of a queue that the function got, once each. */
    private static List<String> handled(String queue) {
        return of(BatchInvoked.class).stream()
                .filter(step -> step.queue().equals(queue))
                .flatMap(step -> step.messageIds().stream())
                .distinct()
                .toList();
    }

    private static <S extends PipelineStep> List<S> of(Class<S> type) {
        return STEPS.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static int messages(String queue) {
        return aws.messages(pipeline.queueUrl(queue));
    }

    private static String signup(String user) {
        return "{\"user_id\": \""
                + user
                + "\", \"email\": \""
                + user
                + "@example.com\", \"name\": \"User\"}";
    }
}
