package dev.mailroom.examples;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.TRIGGERED_EVENTS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.step.EventStep.RuleMatched;
import dev.mailroom.local.step.EventStep.ScheduleTicked;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.SubscriberStep.SubscriberMatched;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What the template deploys if its parameters say so, on either kind of bus: signups inside {@code
 * {"event": ...}} and in order, and a schedule in order.
 */
@ParameterizedClass
@EnumSource(BusKind.class)
class TemplateVariantsIT {

    private static final String[] SIGNUP_QUEUES = {
        "user-signup-queue", "user-signup-wrapped-queue", "user-signup-queue.fifo"
    };
    private static final String[] DEAD_LETTER_QUEUES = {"user-signup-dlq", "user-signup-dlq.fifo"};
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static List<PipelineStep> steps;
    private static Welcomes welcomes;
    private static LocalPipeline pipeline;
    private static AwsClients aws;

    private final BusKind kind;

    TemplateVariantsIT(BusKind kind) {
        this.kind = kind;
    }

    @BeforeParameterizedClassInvocation
    static void start(BusKind kind) {
        steps = new CopyOnWriteArrayList<>();
        welcomes = new Welcomes();
        LocalTemplate template =
                kind.template()
                        .parameter("SignupVariants", "yes")
                        .parameter("ScheduledOrder", "fifo")
                        .every("every-minute", Duration.ofSeconds(2));
        pipeline = ExamplesPipeline.of(template).listener(welcomes.andThen(steps::add)).start();
        aws = AwsClients.of(pipeline.endpoints());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        aws.close();
        pipeline.close();
    }

    @Test
    void aSignupThatComesThreeWaysIsStoredAndWelcomedOnce() {
        List<String> users = List.of("u-0", "u-1", "u-2", "u-3", "u-4");
        Publisher publisher = kind.publisher(pipeline, aws);
        users.forEach(user -> publisher.put("my.webapp", "UserSignup", signup(user)));

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
        assertThat(welcomes.users()).containsExactlyInAnyOrderElementsOf(users);
        assertThat(targetsOf("user-signup-wrapped"))
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

    /** Where the events went that a rule or a subscriber of this name wanted, one for each. */
    private static List<String> targetsOf(String name) {
        Stream<String> rules =
                of(RuleMatched.class).stream()
                        .filter(step -> step.rule().equals(name))
                        .map(RuleMatched::target);
        Stream<String> subscribers =
                of(SubscriberMatched.class).stream()
                        .filter(step -> step.subscriber().equals(name))
                        .map(SubscriberMatched::target);
        return Stream.concat(rules, subscribers).toList();
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
        return steps.stream().filter(type::isInstance).map(type::cast).toList();
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
