package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;
import static dev.mailroom.testing.TestMessage.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.PoisonMessageException;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The same function by hand and with Mailroom, on the same batch. */
class MigratingTest {

    record UserSignup(@JsonProperty("user_id") String userId, String email) {}

    /** A table that overwrites what it has. */
    static final class SignupTable {
        private final List<String> writes = new ArrayList<>();

        void put(String id, String email) {
            writes.add(id + " " + email);
        }
    }

    // region hand
    static final class SignupLoop implements RequestHandler<SQSEvent, SQSBatchResponse> {

        private final ObjectMapper mapper = new ObjectMapper();
        private final SignupTable table;

        SignupLoop(SignupTable table) {
            this.table = table;
        }

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            List<BatchItemFailure> failures = new ArrayList<>();
            for (SQSMessage message : event.getRecords()) {
                try {
                    JsonNode envelope = mapper.readTree(message.getBody());
                    if (envelope.path("detail-type").asText().equals("UserSignup")) {
                        JsonNode detail = envelope.path("detail");
                        table.put(detail.path("user_id").asText(), detail.path("email").asText());
                    }
                } catch (Exception e) {
                    failures.add(new BatchItemFailure(message.getMessageId()));
                }
            }
            return new SQSBatchResponse(failures);
        }
    }

    // endregion

    // region mailroom
    static final class SignupHandler extends SqsBatchHandler {

        static final EventType<UserSignup> USER_SIGNUP =
                EventType.of("my.webapp", "UserSignup", UserSignup.class);

        SignupHandler(Sink<UserSignup> signups) {
            super(routes(signups));
        }

        static EventRouter routes(Sink<UserSignup> signups) {
            return EventRouter.builder()
                    .onDelivery(
                            USER_SIGNUP,
                            (event, delivery) ->
                                    signups.write(event.key(), event.detail(), delivery))
                    .build();
        }
    }

    // endregion

    private static final String DETAIL = "{\"user_id\": \"u-1\", \"email\": \"ada@example.com\"}";
    private static final String SIGNUP = event("e-1", "my.webapp", "UserSignup", DETAIL);
    private static final SQSEvent BATCH =
            batch(
                    SIGNUP,
                    SIGNUP,
                    "{\"event\": " + SIGNUP + "}",
                    event("e-2", "my.webapp", "UserSignup", "\"oops\""),
                    event("e-3", "my.webapp", "UserLeft", "{}"));

    @Test
    void theLoopLosesMessagesAndRepeatsEffects() {
        SignupTable table = new SignupTable();

        SQSBatchResponse response = new SignupLoop(table).handleRequest(BATCH, invocation());

        assertThat(reported(response)).isEmpty();
        assertThat(table.writes).containsExactly("u-1 ada@example.com", "u-1 ada@example.com", " ");
    }

    @Test
    void mailroomKeepsWhatItCannotHandle() {
        InMemorySink<UserSignup> signups = new InMemorySink<>();

        SQSBatchResponse response = new SignupHandler(signups).handleRequest(BATCH, invocation());

        assertThat(reported(response)).containsExactly("message-4", "message-5");
        assertThat(signups.items().values())
                .containsExactly(new UserSignup("u-1", "ada@example.com"));
    }

    @Test
    void anotherBatchLibraryCallsTheRoutes() {
        InMemorySink<UserSignup> signups = new InMemorySink<>();
        // region consumer
        BiConsumer<SQSMessage, Context> handler = SignupHandler.routes(signups).asMessageHandler();
        // endregion

        handler.accept(message(SIGNUP).onStandardQueue(), invocation());

        assertThat(signups.items()).hasSize(1);
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () -> handler.accept(message("no event").onStandardQueue(), invocation()));
    }
}
