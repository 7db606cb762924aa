package dev.mailroom.docs.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.docs.quickstart.UserSignupHandler.UserSignup;
import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class UserSignupHandlerTest {

    // region event
    private static final String EVENT =
            """
            {"version": "0", "id": "e-1", "detail-type": "UserSignup", "source": "my.webapp",
             "account": "111122223333", "time": "2026-11-22T10:00:00Z", "region": "eu-west-1", "resources": [],
             "detail": {"user_id": "u-1", "email": "ada@example.com", "name": "Ada"}}
            """;

    // endregion

    // region test
    @Test
    void storesASignupOnceAndReportsOnlyWhatFailed() {
        InMemorySink<UserSignup> signups = new InMemorySink<>();
        Context oneMinute = Deliveries.invocation(() -> Duration.ofMinutes(1));

        SQSBatchResponse response =
                new UserSignupHandler(signups)
                        .handleRequest(batch(EVENT, EVENT, "no event"), oneMinute);

        assertThat(signups.items().values())
                .containsExactly(new UserSignup("u-1", "ada@example.com", "Ada"));
        assertThat(response.getBatchItemFailures())
                .containsExactly(new BatchItemFailure("message-3"));
    }

    private static SQSEvent batch(String... bodies) {
        List<SQSMessage> messages = new ArrayList<>();
        for (String body : bodies) {
            SQSMessage message = new SQSMessage();
            message.setMessageId("message-" + (messages.size() + 1));
            message.setBody(body);
            messages.add(message);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }
    // endregion
}
