package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class BatchGathererIT {

    @Test
    void aWindowLongerThanTheVisibilityTimeoutGathersNoMessageTwice() throws Exception {
        try (Steps steps = new Steps(new RecordedSteps());
                SqsServer server = SqsServer.start(steps)) {
            LocalQueue settings =
                    LocalQueue.standard("jobs").visibilityTimeout(Duration.ofSeconds(1));
            SqsQueue queue = SqsQueue.create(AwsJson.sqs(server.uri()), settings);
            queue.send(new OutgoingMessage("one", null));
            LocalEventSource source =
                    LocalEventSource.of("jobs", "f").window(Duration.ofSeconds(4));

            assertThat(new BatchGatherer(queue, source).next())
                    .flatExtracting(Batch::messages)
                    .hasSize(1);
        }
    }
}
