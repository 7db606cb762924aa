package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.RecordHandler;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.dynamodb.DynamoDbSink;
import dev.mailroom.powertools.PowertoolsListener;
import dev.mailroom.testing.Batches;
import dev.mailroom.testing.Invocation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The metric that a sink tells. */
class MetricsTest {

    record Signup(String email) {}

    /** Takes each item. */
    private static final class TakingClient implements DynamoDbClient {

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            return PutItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream console = System.out;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(console);
    }

    @Test
    void theSinkOfTheGuideTellsTheListener() {
        DynamoDbClient dynamoDb = new TakingClient();
        PowertoolsListener listener = PowertoolsListener.of("Mailroom", "user-signup-handler");
        // region sink
        Sink<Signup> signups =
                DynamoDbSink.builder("Signups", Signup.class)
                        .key("id")
                        .client(dynamoDb)
                        .onGroupCommit(listener::groupCommit)
                        .build();
        // endregion
        RecordHandler routes =
                (record, delivery) ->
                        signups.write(
                                IdempotencyKey.of(record.messageId()),
                                new Signup("ada@example.com"),
                                delivery);

        SqsBatchHandler.builder(routes)
                .listener(listener)
                .build()
                .handleRequest(Batches.batch("any"), Invocation.invocation());

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("\"GroupCommitSize\":1.0");
    }
}
