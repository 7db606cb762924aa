package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;

import dev.mailroom.local.HeldBatches.HeldBatch;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.FunctionStep.Reason;
import dev.mailroom.local.step.QueueStep.MessageFiltered;
import dev.mailroom.local.step.QueueStep.MessageRedriven;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a batch, rule by rule of the contract, on real queues. */
class EventSourceMappingIT {

    // The clock is moved to their end: nobody waits for it.
    private static final Duration VISIBILITY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofSeconds(50);

    private static final HeldBatches BATCHES = new HeldBatches();
    private static final HeldBatches LATE = new HeldBatches();
    private static TestPipeline pipeline;

    @BeforeAll
    static void startOnePipelineForAllTests() {
        LocalPipelineBuilder builder = LocalPipeline.builder();
        builder.function(LocalFunction.inProcess("f", BATCHES).timeout(TIMEOUT));
        builder.function(LocalFunction.inProcess("late", LATE).timeout(TIMEOUT));
        builder.queue(LocalQueue.standard("dead-letters"));
        builder.queue(LocalQueue.fifo("dead-letters.fifo"));
        connect(builder, queue("reported"), reporting("reported"));
        connect(builder, queue("not-reported"), LocalEventSource.of("not-reported", "f"));
        connect(
                builder,
                queue("filtered"),
                reporting("filtered").filter("{\"body\":{\"kind\":[\"a\"]}}"));
        connect(builder, queue("small"), reporting("small").batchSize(3));
        // A batch that is full does not wait for the end of its window.
        connect(builder, queue("three"), reporting("three").batchSize(3).window(WINDOW));
        connect(builder, queue("twelve"), reporting("twelve").batchSize(12).window(WINDOW));
        connect(
                builder,
                queue("timed-out"),
                LocalEventSource.of("timed-out", "late").reportBatchItemFailures(true));
        connect(
                builder,
                queue("redriven").deadLetterQueue("dead-letters", 2),
                reporting("redriven"));
        connect(
                builder,
                queue("redriven.fifo").deadLetterQueue("dead-letters.fifo", 2),
                reporting("redriven.fifo"));
        pipeline = new TestPipeline(builder);
    }

    private static LocalQueue queue(String name) {
        return TestPipeline.queue(name).visibilityTimeout(VISIBILITY_TIMEOUT);
    }

    private static LocalEventSource reporting(String queue) {
        return LocalEventSource.of(queue, "f").reportBatchItemFailures(true);
    }

    private static void connect(
            LocalPipelineBuilder builder, LocalQueue queue, LocalEventSource source) {
        builder.queue(queue).eventSource(source);
    }

    @AfterAll
    static void stopIt() {
        pipeline.close();
    }

    @Test
    void c1AHandlerThatThrowsFailsItsWholeBatch() throws Exception {
        pipeline.send("reported", "x");
        HeldBatch batch = BATCHES.next();
        batch.answer().completeExceptionally(new IllegalStateException("on purpose"));

        assertThat(failed(batch).reason()).isEqualTo(Reason.HANDLER_ERROR);
        comesAgain("x").done();
        pipeline.awaitEmpty("reported");
    }

    @Test
    void c1AResponseThatIsNoJsonObjectFailsTheWholeBatch() throws Exception {
        pipeline.send("reported", "x");
        HeldBatch batch = BATCHES.next();
        batch.answer().complete("done");

        assertThat(failed(batch).reason()).isEqualTo(Reason.BAD_RESPONSE);
        assertThat(failed(batch).error()).isEqualTo("the response is not a JSON object");
        comesAgain("x").done();
        pipeline.awaitEmpty("reported");
    }

    @Test
    void c2NoResponseMeansThatAllIsDone() throws Exception {
        pipeline.send("reported", "x");
        HeldBatch batch = BATCHES.next();
        batch.answer().complete(null);

        assertThat(returned(batch).failedMessageIds()).isEmpty();
        pipeline.awaitEmpty("reported");
    }

    @Test
    void c3AnIdThatIsNotInTheBatchFailsTheWholeBatch() throws Exception {
        pipeline.send("reported", "x");
        HeldBatch batch = BATCHES.next();
        batch.answer().complete(new SQSBatchResponse(List.of(new BatchItemFailure("another"))));

        assertThat(failed(batch).error())
                .isEqualTo("batchItemFailures names another, which is not in the batch");
        comesAgain("x").done();
        pipeline.awaitEmpty("reported");
    }

    @Test
    void onlyWhatIsReportedComesAgain() throws Exception {
        pipeline.send("three", "1", "2", "3");
        HeldBatch batch = BATCHES.next();
        assertThat(batch.bodies()).containsExactlyInAnyOrder("1", "2", "3");
        batch.failed("2");
        pipeline.awaitMessages("three", 1);

        pipeline.pass(VISIBILITY_TIMEOUT);
        pipeline.send("three", "4", "5");
        HeldBatch again = BATCHES.next();
        assertThat(again.bodies()).containsExactlyInAnyOrder("2", "4", "5");
        again.done();
        pipeline.awaitEmpty("three");
    }

    @Test
    void c4WithoutReportBatchItemFailuresAFailedMessageIsDeleted() throws Exception {
        pipeline.send("not-reported", "x");
        HeldBatch batch = BATCHES.next();
        batch.failed("x");

        assertThat(returned(batch).failedMessageIds()).isEmpty();
        pipeline.awaitEmpty("not-reported");
    }

    @Test
    void c7AMessageThatIsReportedTooOftenGoesToTheDeadLetterQueue() throws Exception {
        failsTwice("redriven", "dead-letters", "");
    }

    @Test
    void c7AFifoQueueRedrivesTooAndItsGroupGoesOn() throws Exception {
        failsTwice("redriven.fifo", "dead-letters.fifo", "g");

        pipeline.sendToGroup("redriven.fifo", "g", "behind it");
        HeldBatch behind = BATCHES.next();
        assertThat(behind.bodies()).containsExactly("behind it");
        behind.done();
        pipeline.awaitEmpty("redriven.fifo");
    }

    private void failsTwice(String queue, String deadLetterQueue, String group) throws Exception {
        pipeline.sendToGroup(queue, group, "x");
        HeldBatch first = BATCHES.next();
        first.failed("x");
        returned(first);
        HeldBatch again = comesAgain("x");
        again.failed("x");
        returned(again);

        pipeline.pass(VISIBILITY_TIMEOUT);
        MessageRedriven redriven =
                pipeline.steps()
                        .awaitOne(MessageRedriven.class, step -> step.queue().equals(queue));
        assertThat(redriven)
                .isEqualTo(
                        new MessageRedriven(
                                queue, deadLetterQueue, first.messages().get(0).getMessageId()));
        pipeline.awaitEmpty(queue);
        assertThat(pipeline.messages(deadLetterQueue)).isEqualTo(1);
    }

    @Test
    void c8NoBatchIsLargerThanTheBatchSize() throws Exception {
        pipeline.send("small", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 10) {
            HeldBatch batch = BATCHES.next();
            assertThat(batch.bodies()).hasSizeLessThanOrEqualTo(3);
            bodies.addAll(batch.bodies());
            batch.done();
        }
        assertThat(bodies)
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        pipeline.awaitEmpty("small");
    }

    @Test
    void c8AWindowGathersWhatComesOneAfterTheOther() throws Exception {
        pipeline.send("twelve", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        pipeline.send("twelve", "11", "12");

        HeldBatch all = BATCHES.next();
        assertThat(all.bodies()).hasSize(12);
        all.done();
        pipeline.awaitEmpty("twelve");
    }

    @Test
    void c10WhatMatchesNoFilterIsDeletedUnseen() throws Exception {
        pipeline.send("filtered", "{\"kind\":\"b\"}", "no JSON", "{\"kind\":\"a\"}");

        HeldBatch batch = BATCHES.next();
        assertThat(batch.bodies()).containsExactly("{\"kind\":\"a\"}");
        assertThat(
                        pipeline.steps()
                                .await(
                                        MessageFiltered.class,
                                        step -> step.queue().equals("filtered"),
                                        2))
                .hasSize(2);
        batch.done();
        pipeline.awaitEmpty("filtered");
    }

    @Test
    void c11ABatchThatTimesOutComesAgainToAnotherHandler() throws Exception {
        pipeline.send("timed-out", "x");
        HeldBatch batch = LATE.next();
        pipeline.pass(TIMEOUT);

        assertThat(failed(batch).reason()).isEqualTo(Reason.TIMEOUT);
        pipeline.pass(VISIBILITY_TIMEOUT);
        HeldBatch again = LATE.next();
        again.done();
        assertReceivedTwice(again, "x");
        assertThat(batch.answer()).isNotDone();
        assertThat(LATE.mostInOneHandler()).isEqualTo(1);
        pipeline.awaitEmpty("timed-out");
    }

    private InvocationFailed failed(HeldBatch batch) {
        return pipeline.steps()
                .awaitOne(
                        InvocationFailed.class, step -> step.requestId().equals(batch.requestId()));
    }

    private InvocationReturned returned(HeldBatch batch) {
        return pipeline.steps()
                .awaitOne(
                        InvocationReturned.class,
                        step -> step.requestId().equals(batch.requestId()));
    }

    /** What failed is there again after its visibility timeout. */
    private static HeldBatch comesAgain(String body) throws InterruptedException {
        pipeline.pass(VISIBILITY_TIMEOUT);
        HeldBatch again = BATCHES.next();
        assertReceivedTwice(again, body);
        return again;
    }

    private static void assertReceivedTwice(HeldBatch batch, String body) {
        assertThat(batch.bodies()).containsExactly(body);
        assertThat(batch.messages().get(0).getAttributes())
                .containsEntry("ApproximateReceiveCount", "2");
    }
}
