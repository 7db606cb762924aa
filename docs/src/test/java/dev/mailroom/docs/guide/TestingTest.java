package dev.mailroom.docs.guide;

import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Deliveries.delivery;
import static dev.mailroom.testing.Invocation.invocation;
import static dev.mailroom.testing.TestEvent.event;
import static dev.mailroom.testing.TestMessage.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.SqsRecord;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.DynamoDbSink;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.testing.InMemoryDynamoDb;
import dev.mailroom.testing.InMemoryIdempotencyGuard;
import dev.mailroom.testing.InMemorySink;
import dev.mailroom.testing.SteppingClock;
import dev.mailroom.testing.TestEvent;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class TestingTest {

    record UserSignup(String userId) {}

    static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);

    /** What the examples of the page test. */
    interface Mailer {
        void welcome(String user);
    }

    static EventRouter routes(Sink<UserSignup> signups, IdempotencyGuard effects, Mailer mailer) {
        return EventRouter.builder()
                .onDelivery(
                        USER_SIGNUP,
                        (event, delivery) -> {
                            String user = event.detail().userId();
                            IdempotencyKey key = IdempotencyKey.of(user);
                            signups.write(key, event.detail(), delivery);
                            effects.runOnce(key.in("mail"), delivery, () -> mailer.welcome(user));
                        })
                .build();
    }

    // region router
    @Test
    void aUserIsWelcomedOnceThoughTheMailServerFailedAtFirst() throws Exception {
        InMemorySink<UserSignup> signups = new InMemorySink<>();
        InMemoryIdempotencyGuard effects = new InMemoryIdempotencyGuard();
        List<String> mails = new ArrayList<>();
        Mailer broken =
                user -> {
                    throw new IllegalStateException("no mail server");
                };
        Delivery delivery = delivery(event(USER_SIGNUP, new UserSignup("u-1")).plain());
        SqsRecord signup = delivery.record();

        assertThatThrownBy(() -> routes(signups, effects, broken).handle(signup, delivery))
                .hasMessage("no mail server");
        routes(signups, effects, mails::add).handle(signup, delivery);
        routes(signups, effects, mails::add).handle(signup, delivery);

        assertThat(signups.items().values()).containsExactly(new UserSignup("u-1"));
        assertThat(mails).containsExactly("u-1");
        assertThat(effects.completed(IdempotencyKey.of("u-1").in("mail"))).isTrue();
    }

    // endregion

    // region poison
    @Test
    void aSignupThatIsNotAnObjectIsPoison() {
        EventRouter routes =
                routes(new InMemorySink<>(), new InMemoryIdempotencyGuard(), user -> {});
        Delivery delivery = delivery(event("my.webapp", "UserSignup", "[]").plain());

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> routes.handle(delivery.record(), delivery))
                .withMessageContaining("\"detail\" does not bind");
    }

    // endregion

    // region shapes
    @Test
    void aSignupArrivesInAnyShape() {
        InMemorySink<UserSignup> signups = new InMemorySink<>();
        SqsBatchHandler handler =
                SqsBatchHandler.builder(routes(signups, new InMemoryIdempotencyGuard(), user -> {}))
                        .build();
        TestEvent ada = event(USER_SIGNUP, new UserSignup("u-1"));
        TestEvent bob = event(USER_SIGNUP, new UserSignup("u-2"));
        TestEvent eve = event(USER_SIGNUP, new UserSignup("u-3"));

        SQSBatchResponse response =
                handler.handleRequest(
                        batch(
                                message(ada.plain()),
                                message(ada.inSns()).withAttribute("tenant", "one"),
                                message(bob.transformed()).withId("m-7").received(2),
                                message(eve.fromScheduler()),
                                message(eve.withMetadata())),
                        invocation());

        assertThat(reported(response)).isEmpty();
        assertThat(signups.items()).hasSize(3);
    }

    // endregion

    // region tables
    @Test
    void anOrderIsWrittenOnce() {
        record Order(String number, int total) {}
        InMemoryDynamoDb tables = new InMemoryDynamoDb().table("Orders", "number");
        DynamoDbSink<Order> orders =
                DynamoDbSink.builder("Orders", Order.class)
                        .key("number")
                        .fingerprint("content")
                        .client(tables)
                        .build();

        orders.write(IdempotencyKey.of("o-1"), new Order("o-1", 990));

        assertThat(tables.items("Orders")).hasSize(1);
        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> orders.write(IdempotencyKey.of("o-1"), new Order("o-1", 0)));
    }

    // endregion

    // region expiry
    @Test
    void aForgottenKeyIsWrittenAgain() {
        SteppingClock clock = new SteppingClock(Instant.parse("2026-11-22T10:00:00Z"));
        Sink<String> sink = new InMemorySink<String>().expiring(Duration.ofDays(1), clock);

        assertThat(sink.write(IdempotencyKey.of("k"), "a")).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink.write(IdempotencyKey.of("k"), "a")).isEqualTo(WriteResult.DUPLICATE);
        clock.step(Duration.ofDays(1));
        assertThat(sink.write(IdempotencyKey.of("k"), "a")).isEqualTo(WriteResult.WRITTEN);
    }
    // endregion
}
