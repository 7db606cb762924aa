package ${package};

import static ${package}.UserSignupHandler.USER_SIGNUP;
import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;
import static dev.mailroom.testing.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.Test;

import ${package}.UserSignupHandler.UserSignup;

class UserSignupHandlerTest {

    @Test
    void storesASignupOnceAndReportsOnlyWhatFailed() {
        InMemorySink<UserSignup> signups = new InMemorySink<>();
        UserSignup ada = new UserSignup("u-1", "ada@example.com", "Ada");
        String event = event(USER_SIGNUP, ada).plain();

        SQSBatchResponse response =
                new UserSignupHandler(signups)
                        .handleRequest(batch(event, event, "not an event"), invocation());

        assertThat(signups.items().values()).containsExactly(ada);
        assertThat(reported(response)).containsExactly("message-3");
    }
}
