package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyGuard.Completion;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What happened is written down, whatever it returned and whatever else the table holds. */
class GuardCompletionIT {

    @RegisterExtension static final LocalTables TABLES = new LocalTables("Effects");

    private final IdempotencyKey key = IdempotencyKey.of(UUID.randomUUID().toString());
    private final Delivery delivery = Deliveries.delivery(Duration.ofSeconds(30));
    private final List<String> effects = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {409_400, 409_600, 500_000})
    void aResultThatNoItemHoldsIsLeftOutAndItsEffectCompleted(int bytes) throws Exception {
        String result = "r".repeat(bytes);

        assertThat(callOnce(result)).isEqualTo(new Completion(WriteResult.WRITTEN, result));
        assertThat(callOnce(result).result()).isEqualTo(WriteResult.DUPLICATE);
        assertThat(effects).hasSize(1);
    }

    @Test
    void aResultThatIsNoUtf8IsLeftOutAndItsEffectCompleted() throws Exception {
        assertThat(callOnce("a\ud800")).isEqualTo(new Completion(WriteResult.WRITTEN, "a\ud800"));
        assertThat(callOnce("a\ud800")).isEqualTo(new Completion(WriteResult.DUPLICATE, null));
        assertThat(effects).hasSize(1);
    }

    @Test
    void aClaimThatArrivesAfterTheCompletionDoesNotUndoIt() throws Exception {
        List<PutItemRequest> puts = new ArrayList<>();
        DynamoDbClient keeping =
                FrontedClient.of(
                        TABLES.client(),
                        (request, real) -> {
                            puts.add((PutItemRequest) request);
                            return real.call();
                        });
        guard(keeping).runOnce(key, delivery, () -> {});

        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> TABLES.client().putItem(puts.get(0)));
        assertThat(guard(keeping).runOnce(key, delivery, () -> {}))
                .isEqualTo(WriteResult.DUPLICATE);
    }

    @Test
    void lockCompletionAndReleaseNeedTheSamePermission() throws Exception {
        IdempotencyGuard guard = guard(onlyPuts());

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () ->
                                guard.runOnce(
                                        key,
                                        delivery,
                                        () -> {
                                            throw new IllegalStateException("no mail server");
                                        }))
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
        assertThat(guard.runOnce(key, delivery, () -> {})).isEqualTo(WriteResult.WRITTEN);
        assertThat(guard.runOnce(key, delivery, () -> {})).isEqualTo(WriteResult.DUPLICATE);
    }

    @Test
    void aRoleThatMayNotLockIsToldWhichPermissionItLacks() {
        DynamoDbClient denying =
                FrontedClient.of(
                        TABLES.client(),
                        (request, real) -> {
                            throw RandomFaults.service("AccessDeniedException", 400);
                        });

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> guard(denying).runOnce(key, delivery, () -> effects.add("ran")))
                .withMessage(
                        "the role lacks the permission dynamodb:PutItem for table \"Effects\" (key"
                                + " attribute \"id\")");
        assertThat(effects).isEmpty();
    }

    @Test
    void aSinkWritesAfterAGuardOfTheSameKey() throws Exception {
        assertThat(callOnce("p-7").result()).isEqualTo(WriteResult.WRITTEN);

        assertThat(sink().write(key, Map.of("text", "stored"))).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink().write(key, Map.of("text", "stored"))).isEqualTo(WriteResult.DUPLICATE);
        assertThat(TABLES.item("Effects", key.text()).get("text").s()).isEqualTo("stored");
        assertThat(callOnce("p-8")).isEqualTo(new Completion(WriteResult.DUPLICATE, "p-7"));
    }

    @Test
    void aGuardRunsItsEffectAfterASinkOfTheSameKey() throws Exception {
        sink().write(key, Map.of("text", "stored"));

        assertThat(callOnce("p-7")).isEqualTo(new Completion(WriteResult.WRITTEN, "p-7"));
    }

    @Test
    void aTransactionIsMadeAfterAGuardOfTheSameKey() throws Exception {
        callOnce("p-7");
        Sink<String> transactions =
                DynamoDbTransactionalSink.<String>builder("Effects")
                        .key("id")
                        .writes(item -> List.of())
                        .client(TABLES.client())
                        .build();

        assertThat(transactions.write(key, "")).isEqualTo(WriteResult.WRITTEN);
    }

    private Completion callOnce(String result) throws Exception {
        return guard(TABLES.client())
                .callOnce(
                        key,
                        delivery,
                        () -> {
                            effects.add(result);
                            return result;
                        });
    }

    private static Sink<Map<String, String>> sink() {
        return DynamoDbSink.<Map<String, String>>builder("Effects")
                .key("id")
                .client(TABLES.client())
                .build();
    }

    private static IdempotencyGuard guard(DynamoDbClient client) {
        return DynamoDbIdempotencyGuard.builder("Effects").client(client).build();
    }

    private static DynamoDbClient onlyPuts() {
        return FrontedClient.of(
                TABLES.client(),
                (request, real) -> {
                    if (!(request instanceof PutItemRequest)) {
                        throw RandomFaults.service("AccessDeniedException", 400);
                    }
                    return real.call();
                });
    }
}
