package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.sqs.SqsServer;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

class BatchGathererIT {

    private static final URI ADDRESS = URI.create("http://127.0.0.1:8700");

    @Test
    void aWindowLongerThanTheVisibilityTimeoutGathersNoMessageTwice() throws Exception {
        try (Steps steps = new Steps(new RecordedSteps());
                SqsServer server = SqsServer.start(ADDRESS, steps, Clock.systemUTC())) {
            LocalQueue settings =
                    LocalQueue.standard("jobs").visibilityTimeout(Duration.ofSeconds(1));
            SqsQueue queue = server.create(settings);
            queue.send(new OutgoingMessage("one", null));
            LocalEventSource source =
                    LocalEventSource.of("jobs", "f").window(Duration.ofSeconds(4));

            assertThat(new BatchGatherer(queue, source).next())
                    .flatExtracting(Batch::messages)
                    .hasSize(1);
        }
    }
}
