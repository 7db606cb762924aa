package ${package};

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.dynamodb.DynamoDbSink;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;

public final class UserSignupHandler extends SqsBatchHandler {

    record UserSignup(@JsonProperty("user_id") String userId, String email, String name) {}

    static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);

    public UserSignupHandler() {
        this(DynamoDbSink.builder("Signups", UserSignup.class).key("id").build());
    }

    UserSignupHandler(Sink<UserSignup> signups) {
        super(routes(signups));
    }

    static EventRouter routes(Sink<UserSignup> signups) {
        return EventRouter.builder()
                .on(USER_SIGNUP, event -> signups.write(event.key(), event.detail()))
                .build();
    }
}
