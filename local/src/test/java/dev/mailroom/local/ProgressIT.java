package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.local.model.DeadLetter;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.QueueStep.MessageRedriven;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A test asks the pipeline what happened, and does not poll. */
class ProgressIT {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final CountDownLatch open = new CountDownLatch(1);
    private final TestPipeline system =
            new TestPipeline(
                    LocalPipeline.builder()
                            .queue(TestPipeline.queue("failed"))
                            .queue(TestPipeline.queue("orders").deadLetterQueue("failed", 1))
                            .function(
                                    LocalFunction.inProcess(
                                            "work", endpoints -> (event, context) -> work(event)))
                            .eventSource(LocalEventSource.of("orders", "work").batchSize(1)));

    private Object work(SQSEvent event) {
        for (SQSMessage message : event.getRecords()) {
            if (message.getBody().equals("closed")) {
                await();
            }
            if (message.getBody().equals("bad")) {
                throw new IllegalStateException("bad");
            }
        }
        return "";
    }

    private void await() {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        open.countDown();
        system.close();
    }

    @Test
    void whatFailedIsADeadLetterOnceNothingIsOnItsWay() throws Exception {
        system.send("orders", "good", "bad");

        system.steps().awaitOne(InvocationFailed.class, step -> true);
        system.awaitMessages("orders", 1);
        system.pass(A_MINUTE);
        LocalPipeline pipeline = system.pipeline();
        pipeline.awaitIdle(A_MINUTE);

        assertThat(pipeline.deadLetters("failed"))
                .extracting(DeadLetter::body)
                .containsExactly("bad");
        assertThat(pipeline.deadLetters("failed")).hasSize(1);
        assertThat(pipeline.invocations("work")).hasSize(2);
        assertThat(pipeline.invocations("work"))
                .filteredOn(invocation -> invocation.error() == null)
                .singleElement()
                .matches(invocation -> invocation.failedMessageIds().isEmpty());
        assertThat(pipeline.invocations("work"))
                .filteredOn(invocation -> invocation.error() != null)
                .singleElement()
                .matches(failed -> failed.failedMessageIds().equals(failed.messageIds()));
        assertThat(pipeline.steps())
                .hasAtLeastOneElementOfType(InvocationReturned.class)
                .hasAtLeastOneElementOfType(MessageRedriven.class);
    }

    @Test
    void saysWhatIsStillOnItsWay() throws Exception {
        system.send("orders", "closed");

        assertThatIllegalStateException()
                .isThrownBy(() -> system.pipeline().awaitIdle(Duration.ZERO))
                .withMessageStartingWith("The pipeline is not idle after PT0S: [queue orders has ")
                .withMessageContaining("1 ");
    }

    @Test
    void aPipelineWithNothingToDoIsIdle() throws IOException {
        system.pipeline().awaitIdle(Duration.ZERO);

        assertThat(system.pipeline().invocations("work")).isEmpty();
        assertThat(system.pipeline().deadLetters("failed")).isEmpty();
    }

    @Test
    void theNamesMustBeThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> system.pipeline().deadLetters("elsewhere"))
                .withMessage("The pipeline has no queue 'elsewhere'.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> system.pipeline().invocations("elsewhere"))
                .withMessage("The pipeline has no function 'elsewhere'.");
    }
}
