package dev.mailroom.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyGuard.Completion;
import dev.mailroom.IdempotencyGuard.Effect;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What every {@link IdempotencyGuard} must do. */
public abstract class GuardContract {

    private static final Effect NOTHING = () -> {};

    private final SteppingClock clock = new SteppingClock(Instant.now());
    private final Delivery delivery = Deliveries.delivery(Duration.ofSeconds(30));
    private final IdempotencyKey key = SinkContract.newKey();
    private final List<String> effects = new ArrayList<>();

    /** For the class that extends it. */
    protected GuardContract() {}

    /**
     * Returns the guard under test, or another one of the same store.
     *
     * @param clock its clock
     * @return the guard
     */
    protected abstract IdempotencyGuard guard(Clock clock);

    @Test
    void runsAnEffectOnce() throws Exception {
        assertThat(runOnce(mail())).isEqualTo(WriteResult.WRITTEN);
        clock.step(Duration.ofDays(1));
        assertThat(runOnce(mail())).isEqualTo(WriteResult.DUPLICATE);
        assertThat(effects).containsExactly("mail");
    }

    @Test
    void scopesKeepEffectsApart() throws Exception {
        guard(clock).runOnce(key.in("mail"), delivery, mail());
        guard(clock).runOnce(key.in("letter"), delivery, () -> effects.add("letter"));

        assertThat(effects).containsExactly("mail", "letter");
    }

    @Test
    void tellsLaterCallersWhatTheEffectReturned() throws Exception {
        assertThat(guard(clock).callOnce(key, delivery, () -> "payment-7"))
                .isEqualTo(new Completion(WriteResult.WRITTEN, "payment-7"));
        assertThat(guard(clock).callOnce(key, delivery, () -> "payment-8"))
                .isEqualTo(new Completion(WriteResult.DUPLICATE, "payment-7"));
    }

    @Test
    void remembersThatAnEffectReturnedNothing() throws Exception {
        guard(clock).callOnce(key, delivery, () -> null);

        assertThat(guard(clock).callOnce(key, delivery, () -> "payment-8"))
                .isEqualTo(new Completion(WriteResult.DUPLICATE, null));
    }

    @Test
    void releasesTheLockWhenTheEffectFails() throws Exception {
        IOException failure = new IOException("no mail server");
        Effect failing =
                () -> {
                    throw failure;
                };

        assertThatThrownBy(() -> runOnce(failing)).isSameAs(failure);
        assertThat(runOnce(mail())).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void anEffectThatOutlivedTheDeadlinesInterruptIsCompletedAllTheSame() throws Exception {
        Effect interrupted =
                () -> {
                    effects.add("mail");
                    Thread.currentThread().interrupt();
                };

        assertThat(runOnce(interrupted)).isEqualTo(WriteResult.WRITTEN);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(runOnce(mail())).isEqualTo(WriteResult.DUPLICATE);
        assertThat(effects).containsExactly("mail");
    }

    @Test
    void anInterruptedEffectThatFailsReleasesItsLock() throws Exception {
        Effect interrupted =
                () -> {
                    Thread.currentThread().interrupt();
                    throw new InterruptedException();
                };

        assertThatThrownBy(() -> runOnce(interrupted)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(runOnce(mail())).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void tellsASecondCallerToComeBackWhenTheLockExpires() throws Exception {
        Effect whileLocked =
                () -> {
                    clock.step(Duration.ofSeconds(10));
                    assertThatExceptionOfType(RetryLaterException.class)
                            .isThrownBy(() -> runOnce(NOTHING))
                            .withMessage("the same effect is in progress elsewhere")
                            .extracting(RetryLaterException::after)
                            .isEqualTo(Duration.ofSeconds(20));
                };

        assertThat(runOnce(whileLocked)).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void anExpiredLockIsTakenOverAndItsLateOwnerCannotCompleteIt() throws Exception {
        Effect late =
                () -> {
                    clock.step(Duration.ofSeconds(30));
                    guard(clock).callOnce(key, delivery, () -> "of the next owner");
                };

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> runOnce(late))
                .withMessage(
                        "the effect took longer than its lock, and another caller has taken over");
        assertThat(guard(clock).callOnce(key, delivery, () -> "again"))
                .isEqualTo(new Completion(WriteResult.DUPLICATE, "of the next owner"));
    }

    @Test
    void aLateOwnerThatNobodyFollowedStillCompletes() throws Exception {
        Effect late = () -> clock.step(Duration.ofSeconds(31));

        assertThat(runOnce(late)).isEqualTo(WriteResult.WRITTEN);
        assertThat(runOnce(NOTHING)).isEqualTo(WriteResult.DUPLICATE);
    }

    @Test
    void aLateOwnerCannotReleaseTheLockOfAnother() throws Exception {
        IOException failure = new IOException("late and failed");
        Effect lateAndFailing =
                () -> {
                    clock.step(Duration.ofSeconds(30));
                    runOnce(mail());
                    throw failure;
                };

        assertThatThrownBy(() -> runOnce(lateAndFailing)).isSameAs(failure);
        assertThat(runOnce(NOTHING)).isEqualTo(WriteResult.DUPLICATE);
        assertThat(effects).containsExactly("mail");
    }

    private WriteResult runOnce(Effect effect) throws Exception {
        return guard(clock).runOnce(key, delivery, effect);
    }

    private Effect mail() {
        return () -> effects.add("mail");
    }
}
