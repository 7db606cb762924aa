package dev.mailroom.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import dev.mailroom.BatchListener;
import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class ExampleTest {

    @Test
    void theExampleOfTheGuideIsAHandler() {
        RecordHandler routes = (record, context) -> {};
        // region listener
        BatchListener listener =
                PowertoolsListener.of("Mailroom", "user-signup-handler")
                        .event("my.webapp", "UserSignup");
        SqsBatchHandler handler = SqsBatchHandler.builder(routes).listener(listener).build();
        // endregion
        SQSEvent empty = new SQSEvent();
        empty.setRecords(List.of());

        assertThat(
                        handler.handleRequest(
                                        empty, Deliveries.invocation(() -> Duration.ofMinutes(1)))
                                .getBatchItemFailures())
                .isEmpty();
    }
}
