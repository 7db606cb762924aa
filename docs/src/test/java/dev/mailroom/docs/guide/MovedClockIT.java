package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A test of a retry that waits for nothing. */
class MovedClockIT {

    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch failed = new CountDownLatch(1);

    @Test
    void whatFailedIsRetriedWhenTheTestSaysSo() throws InterruptedException {
        LocalPipelineBuilder builder =
                LocalPipeline.builder()
                        .queue(
                                LocalQueue.standard("orders")
                                        .visibilityTimeout(Duration.ofMinutes(5)))
                        .rule(
                                LocalRule.matching("all", "{\"source\":[\"shop\"]}")
                                        .toQueue("orders"))
                        .function(LocalFunction.inProcess("work", e -> (event, c) -> work(event)))
                        .eventSource(LocalEventSource.of("orders", "work"))
                        .listener(
                                step -> {
                                    if (step instanceof InvocationFailed) {
                                        failed.countDown();
                                    }
                                });
        // region clock
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        LocalPipeline pipeline = builder.clock(() -> Instant.now().plus(ahead.get())).start();
        // endregion
        try (pipeline) {
            pipeline.put(LocalEvent.of("shop", "Ordered", "{}"));
            assertThat(failed.await(1, TimeUnit.MINUTES)).isTrue();

            ahead.set(Duration.ofMinutes(5));
            pipeline.awaitIdle(Duration.ofMinutes(1));

            assertThat(attempts).hasValue(2);
        }
    }

    private Object work(SQSEvent event) {
        if (attempts.getAndAdd(event.getRecords().size()) == 0) {
            throw new IllegalStateException("the shop is closed");
        }
        return "";
    }
}
