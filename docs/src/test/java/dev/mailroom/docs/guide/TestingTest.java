package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.docs.guide.Messages.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.Sink;
import dev.mailroom.SqsRecord;
import dev.mailroom.WriteResult;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.InMemoryIdempotencyGuard;
import dev.mailroom.testing.InMemorySink;
import dev.mailroom.testing.SteppingClock;

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
        Delivery delivery = Deliveries.delivery(Duration.ofMinutes(1));
        SqsRecord signup = signup("{\"userId\": \"u-1\"}");

        assertThatThrownBy(() -> routes(signups, effects, broken).handle(signup, delivery))
                .hasMessage("no mail server");
        routes(signups, effects, mails::add).handle(signup, delivery);
        routes(signups, effects, mails::add).handle(signup, delivery);

        assertThat(signups.items().values()).containsExactly(new UserSignup("u-1"));
        assertThat(mails).containsExactly("u-1");
        assertThat(effects.completed(IdempotencyKey.of("u-1").in("mail"))).isTrue();
    }

    private static SqsRecord signup(String detail) {
        return SqsRecord.of(message("m-1", event("e-1", "my.webapp", "UserSignup", detail)));
    }

    // endregion

    // region poison
    @Test
    void aSignupThatIsNoObjectIsPoison() {
        EventRouter routes =
                routes(new InMemorySink<>(), new InMemoryIdempotencyGuard(), user -> {});

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () ->
                                routes.handle(
                                        signup("[]"), Deliveries.delivery(Duration.ofMinutes(1))))
                .withMessageContaining("\"detail\" does not bind");
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
