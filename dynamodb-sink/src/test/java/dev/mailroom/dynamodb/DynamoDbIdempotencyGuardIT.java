package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyGuard.Effect;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.RecordContext;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SinkException;
import dev.mailroom.SqsRecord;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

class DynamoDbIdempotencyGuardIT {

    @RegisterExtension static final LocalTables TABLES = new LocalTables("Effects");

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Effect NOTHING = () -> {};

    private final RecordContext context = contextWith(30_000);
    private final List<String> effects = new ArrayList<>();

    @Test
    void runsAnEffectOnce() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("once");

        assertThat(guardAt(NOW).runOnce(key, context, () -> effects.add("mail")))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(
                        guardAt(NOW.plusSeconds(86_400))
                                .runOnce(key, context, () -> effects.add("mail")))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(effects).containsExactly("mail");
    }

    @Test
    void releasesTheLockWhenTheEffectFails() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("failing");
        IOException failure = new IOException("no mail server");

        assertThatThrownBy(
                        () ->
                                guardAt(NOW)
                                        .runOnce(
                                                key,
                                                context,
                                                () -> {
                                                    throw failure;
                                                }))
                .isSameAs(failure);
        assertThat(guardAt(NOW).runOnce(key, context, () -> effects.add("mail")))
                .isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void tellsASecondCallerToComeBackWhenTheLockExpires() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("busy");

        guardAt(NOW)
                .runOnce(
                        key,
                        context,
                        () ->
                                assertThatExceptionOfType(RetryLaterException.class)
                                        .isThrownBy(
                                                () ->
                                                        guardAt(NOW.plusSeconds(10))
                                                                .runOnce(key, context, NOTHING))
                                        .withMessage("the same effect is in progress elsewhere")
                                        .satisfies(
                                                later ->
                                                        assertThat(later.after())
                                                                .isEqualTo(
                                                                        Duration.ofSeconds(20))));
    }

    @Test
    void anExpiredLockIsTakenOverAndItsLateOwnerCannotCompleteIt() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("late");

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(
                        () ->
                                guardAt(NOW)
                                        .runOnce(
                                                key,
                                                context,
                                                () ->
                                                        guardAt(NOW.plusSeconds(30))
                                                                .runOnce(
                                                                        key,
                                                                        context,
                                                                        () ->
                                                                                effects.add(
                                                                                        "taken over"))))
                .withMessage(
                        "the effect took longer than its lock, and another caller has taken over");
        assertThat(effects).containsExactly("taken over");
        assertThat(guardAt(NOW.plusSeconds(60)).runOnce(key, context, NOTHING))
                .isEqualTo(WriteResult.DUPLICATE);
    }

    @Test
    void aLateOwnerCannotReleaseTheLockOfAnother() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("release");
        IOException failure = new IOException("late and failed");

        guardAt(NOW).runOnce(IdempotencyKey.of("unrelated"), context, NOTHING);
        assertThatThrownBy(
                        () ->
                                guardAt(NOW)
                                        .runOnce(
                                                key,
                                                context,
                                                () -> {
                                                    guardAt(NOW.plusSeconds(30))
                                                            .runOnce(key, context, NOTHING);
                                                    throw failure;
                                                }))
                .isSameAs(failure);
        assertThat(guardAt(NOW.plusSeconds(31)).runOnce(key, context, NOTHING))
                .isEqualTo(WriteResult.DUPLICATE);
    }

    private static IdempotencyGuard guardAt(Instant now) {
        return DynamoDbIdempotencyGuard.builder("Effects")
                .client(TABLES.client())
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    private static RecordContext contextWith(int remainingMillis) {
        SQSMessage message = new SQSMessage();
        message.setMessageId("m-1");
        Context lambda =
                (Context)
                        Proxy.newProxyInstance(
                                Context.class.getClassLoader(),
                                new Class<?>[] {Context.class},
                                (proxy, method, args) -> {
                                    assertThat(method.getName())
                                            .isEqualTo("getRemainingTimeInMillis");
                                    return remainingMillis;
                                });
        return new RecordContext(SqsRecord.of(message), lambda);
    }
}
