package dev.mailroom.docs.quickstart;

import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import dev.mailroom.docs.quickstart.UserSignupHandler.UserSignup;
import dev.mailroom.testing.InMemorySink;
import dev.mailroom.testing.TestEvent;

/** Feeds the README's handler one batch, as Lambda would: an event, and a text that is not one. */
public final class FeedOneBatch {

    private FeedOneBatch() {}

    public static void main(String[] arguments) {
        InMemorySink<UserSignup> signups = new InMemorySink<>();
        UserSignup ada = new UserSignup("u-1", "ada@example.com", "Ada");
        String event = TestEvent.event(UserSignupHandler.USER_SIGNUP, ada).plain();

        SQSBatchResponse response =
                new UserSignupHandler(signups)
                        .handleRequest(batch(event, "not an event"), invocation());

        System.out.println("Java " + Runtime.version().feature());
        System.out.println("stored " + signups.items().values());
        reported(response).forEach(id -> System.out.println("kept " + id));
    }
}
