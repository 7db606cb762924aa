package dev.mailroom.local.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Test classes with a pipeline, run on the JUnit platform. */
class LocalAwsIT {

    private static final String JOBS = "src/test/resources/templates/jobs.yaml";

    /** What the classes below were given, in the order in which they asked. */
    private static final Queue<LocalPipeline> GIVEN = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forget() {
        GIVEN.clear();
    }

    @LocalAws(template = JOBS, parameters = "Source=shop")
    abstract static class Shop {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void getsItsOwnEventAlone(
                LocalPipeline pipeline, EventBridgeClient events, SqsClient sqs, TestInfo test)
                throws Exception {
            GIVEN.add(pipeline);
            String shop = test.getTestClass().orElseThrow().getSimpleName();
            PutEventsRequestEntry entry =
                    PutEventsRequestEntry.builder()
                            .source("shop")
                            .detailType(shop)
                            .detail("{}")
                            .build();
            BOTH.await(1, TimeUnit.MINUTES);
            events.putEvents(request -> request.entries(entry));
            BOTH.await(1, TimeUnit.MINUTES);

            List<Message> messages =
                    sqs.receiveMessage(
                                    request ->
                                            request.queueUrl(pipeline.queueUrl("Jobs"))
                                                    .maxNumberOfMessages(10)
                                                    .waitTimeSeconds(10))
                            .messages();

            assertThat(messages)
                    .singleElement()
                    .extracting(Message::body)
                    .asString()
                    .contains("\"detail-type\":\"" + shop + "\"");
        }
    }

    static class ThisShop extends Shop {}

    static class ThatShop extends Shop {}

    @Test
    void classesThatRunSideBySideDoNotMeet() {
        TestRun run = TestRun.of(ThisShop.class, ThatShop.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).isEqualTo(2);
        assertThat(GIVEN)
                .extracting(given -> given.endpoints().all())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @LocalAws(template = JOBS, parameters = "Source=shop")
    static class Outer {

        private final LocalEndpoints endpoints;

        Outer(LocalPipeline pipeline, LocalEndpoints endpoints) {
            this.endpoints = endpoints;
            GIVEN.add(pipeline);
        }

        @BeforeAll
        static void beforeAll(LocalPipeline pipeline) {
            GIVEN.add(pipeline);
        }

        @Test
        void aTest(LocalPipeline pipeline) {
            assertThat(endpoints).isEqualTo(pipeline.endpoints());
            GIVEN.add(pipeline);
        }

        @Nested
        class Inner {
            @Test
            void aTest(LocalPipeline pipeline) {
                GIVEN.add(pipeline);
            }
        }
    }

    @Test
    void aClassAndItsNestedClassesShareOnePipelineUntilTheLastTest() {
        TestRun run = TestRun.of(Outer.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).isEqualTo(2);
        LocalPipeline pipeline = GIVEN.element();
        assertThat(GIVEN).hasSize(5).containsOnly(pipeline);
        int port = pipeline.endpoints().eventBridge().getPort();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(ConnectException.class);
    }

    @LocalAws(template = "src/test/resources/templates/table.yaml")
    static class BeforeAllThrows {

        @BeforeAll
        static void beforeAll(LocalPipeline pipeline) {
            GIVEN.add(pipeline);
            throw new IllegalStateException("no luck");
        }

        @Test
        void aTest() {}
    }

    @Test
    void theDatabaseEndsWhenBeforeAllThrows() {
        TestRun run = TestRun.of(BeforeAllThrows.class);

        assertThat(run.failures())
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("no luck");
        int port = GIVEN.element().endpoints().dynamoDb().getPort();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(ConnectException.class);
    }

    @LocalAws(template = JOBS, parameters = "Source=outer")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        OneInstance(LocalPipeline pipeline) {
            GIVEN.add(pipeline);
        }

        @Test
        void aTest(LocalPipeline pipeline) {
            GIVEN.add(pipeline);
        }

        @Nested
        @LocalAws(template = JOBS, parameters = "Source=inner")
        class WithItsOwn {
            @Test
            void aTest(LocalPipeline pipeline) {
                GIVEN.add(pipeline);
            }
        }
    }

    @Test
    void aNestedClassWithAnAnnotationHasAPipelineOfItsOwn() {
        TestRun run = TestRun.of(OneInstance.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).isEqualTo(2);
        List<LocalPipeline> given = List.copyOf(GIVEN);
        assertThat(given).hasSize(3);
        assertThat(given.get(1)).isSameAs(given.get(0));
        assertThat(given.get(2)).isNotSameAs(given.get(0));
    }

    static class Programmed {

        @RegisterExtension
        static final LocalAwsExtension AWS =
                LocalAwsExtension.of(
                        LocalPipeline.builder().queue(LocalQueue.standard("programmed")));

        @Test
        void aTest(LocalPipeline pipeline, SqsClient sqs) {
            assertThat(sqs.listQueues().queueUrls())
                    .containsExactly(pipeline.queueUrl("programmed"));
            GIVEN.add(pipeline);
        }

        @Nested
        class Inner {
            @Test
            void aTest(LocalPipeline pipeline) {
                GIVEN.add(pipeline);
            }
        }
    }

    @Test
    void anExtensionInAFieldRunsWhatItWasGiven() {
        TestRun run = TestRun.of(Programmed.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).isEqualTo(2);
        assertThat(GIVEN).hasSize(2).containsOnly(GIVEN.element());
    }
}
