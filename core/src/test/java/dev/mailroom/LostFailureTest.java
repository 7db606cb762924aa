package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A failure that is missing from the response is a lost message (C2). */
class LostFailureTest {

    private static final int RECORDS = 1_000;
    private static final int ROUNDS = Integer.getInteger("mailroom.test.rounds");

    @Test
    void noFailureIsEverMissingFromAResponse() {
        List<String> ids = IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
        SQSEvent batch = Batches.standard(ids.toArray(String[]::new));
        IllegalStateException failure = new IllegalStateException("wanted by the test");
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    throw failure;
                                })
                        .concurrency(64)
                        .listener((delivery, outcome) -> {})
                        .build();

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(
                            Batches.failures(
                                    handler.handleRequest(
                                            batch, Invocation.of(Duration.ofMinutes(1)))))
                    .isEqualTo(ids);
        }
    }
}
