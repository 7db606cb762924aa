package dev.mailroom.docs.quickstart;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.InMemorySink;

import java.time.Duration;
import java.util.List;

/** Feeds the README's handler one batch, as Lambda would: an event, and a text that is none. */
public final class FeedOneBatch {

    private static final String EVENT =
            """
            {"version": "0", "id": "e-1", "detail-type": "UserSignup", "source": "my.webapp",
             "account": "111122223333", "time": "2026-11-22T10:00:00Z", "region": "eu-west-1", "resources": [],
             "detail": {"user_id": "u-1", "email": "ada@example.com", "name": "Ada"}}
            """;

    private FeedOneBatch() {}

    public static void main(String[] arguments) {
        InMemorySink<UserSignupHandler.UserSignup> signups = new InMemorySink<>();
        SQSEvent batch = new SQSEvent();
        batch.setRecords(List.of(message("message-1", EVENT), message("message-2", "no event")));

        SQSBatchResponse response =
                new UserSignupHandler(signups)
                        .handleRequest(batch, Deliveries.invocation(() -> Duration.ofMinutes(1)));

        System.out.println("Java " + Runtime.version().feature());
        System.out.println("stored " + signups.items().values());
        response.getBatchItemFailures()
                .forEach(failure -> System.out.println("kept " + failure.getItemIdentifier()));
    }

    private static SQSMessage message(String id, String body) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        return message;
    }
}
