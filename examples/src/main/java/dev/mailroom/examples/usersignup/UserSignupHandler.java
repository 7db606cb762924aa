package dev.mailroom.examples.usersignup;

import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.DynamoDbIdempotencyGuard;
import dev.mailroom.dynamodb.DynamoDbSink;
import dev.mailroom.eventbridge.DeliveryHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores a signup and welcomes the user, each once, whatever is delivered twice. */
public final class UserSignupHandler extends SqsBatchHandler {

    static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);

    private static final Logger LOG = LoggerFactory.getLogger(UserSignupHandler.class);

    public UserSignupHandler() {
        this(
                DynamoDbSink.builder(table("SIGNUPS_TABLE", "Signups"), Signup.class)
                        .key("id")
                        .build(),
                DynamoDbIdempotencyGuard.builder(table("EFFECTS_TABLE", "SignupEffects")).build(),
                new ConsoleMailer());
    }

    // region snap-start
    UserSignupHandler(Sink<Signup> signups, IdempotencyGuard effects, Mailer mailer) {
        super(
                builder(routes(signups, effects, mailer))
                        .concurrency(10)
                        .snapStart(signups, effects));
    }

    // endregion

    static EventRouter routes(Sink<Signup> signups, IdempotencyGuard effects, Mailer mailer) {
        DeliveryHandler<UserSignup> signUp =
                (event, delivery) -> {
                    UserSignup user = event.detail();
                    LOG.info("Processing user signup event {} of {}", event.id(), user.userId());
                    IdempotencyKey key = IdempotencyKey.of(user.userId());
                    WriteResult result = signups.write(key, Signup.from(event), delivery);
                    LOG.info("{} signup of user {}", result, user.userId());
                    effects.runOnce(key.in("welcome-mail"), delivery, () -> mailer.welcome(user));
                };
        return EventRouter.builder().onDelivery(USER_SIGNUP, signUp).build();
    }

    private static String table(String variable, String byDefault) {
        return System.getenv().getOrDefault(variable, byDefault);
    }
}
