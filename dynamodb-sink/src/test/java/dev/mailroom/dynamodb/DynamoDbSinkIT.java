package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class DynamoDbSinkIT {

    record Signup(String email, Instant at, int logins) {}

    @RegisterExtension static final LocalTables TABLES = new LocalTables("Signups");

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Signup signup = new Signup("ada@example.com", NOW, 0);

    // C25
    @Test
    void writesAnItemOnceAndCallsTheRestDuplicates() {
        Sink<Signup> sink = sink().build();

        assertThat(sink.write(IdempotencyKey.of("once"), signup)).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink.write(IdempotencyKey.of("once"), new Signup("else", NOW, 1)))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(TABLES.item("Signups", "once"))
                .isEqualTo(
                        Map.of(
                                "id", AttributeValue.fromS("once"),
                                "email", AttributeValue.fromS("ada@example.com"),
                                "at", AttributeValue.fromS("2026-11-22T10:00:00Z"),
                                "logins", AttributeValue.fromN("0")));
    }

    @Test
    void scopesKeepHandlersApart() {
        Sink<Signup> sink = sink().build();

        assertThat(sink.write(IdempotencyKey.of("shared").in("a"), signup))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(sink.write(IdempotencyKey.of("shared").in("b"), signup))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(TABLES.item("Signups", "a#shared")).isNotEmpty();
    }

    @Test
    void writesAnExpiryInEpochSeconds() {
        sink().timeToLive("expiresAt", Duration.ofDays(1))
                .clock(at(NOW))
                .build()
                .write(IdempotencyKey.of("expiring"), signup);

        assertThat(TABLES.item("Signups", "expiring"))
                .containsEntry(
                        "expiresAt",
                        AttributeValue.fromN(
                                Long.toString(NOW.plus(Duration.ofDays(1)).getEpochSecond())));
    }

    // C29
    @Test
    void anExpiredItemThatIsStillThereCountsAsAbsent() {
        DynamoDbSink.Builder<Signup> expiring = sink().timeToLive("expiresAt", Duration.ofHours(1));
        IdempotencyKey key = IdempotencyKey.of("expired");
        expiring.clock(at(NOW)).build().write(key, signup);

        assertThat(expiring.clock(at(NOW.plusSeconds(3599))).build().write(key, signup))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(
                        expiring.clock(at(NOW.plusSeconds(3600)))
                                .build()
                                .write(key, new Signup("new", NOW, 2)))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(TABLES.item("Signups", "expired"))
                .containsEntry("email", AttributeValue.fromS("new"));
    }

    @Test
    void aMissingTableIsNamedWithItsKeyAttribute() {
        Sink<Signup> sink =
                DynamoDbSink.<Signup>builder("Nowhere").key("id").client(TABLES.client()).build();

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> sink.write(IdempotencyKey.of("1"), signup))
                .withMessage(
                        "table \"Nowhere\" (key attribute \"id\") does not exist in the client's account and region");
    }

    @Test
    void aTableWithAnotherKeyIsNamedWithTheExpectedOne() {
        Sink<Signup> sink =
                DynamoDbSink.<Signup>builder("Signups")
                        .key("userId")
                        .client(TABLES.client())
                        .build();

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> sink.write(IdempotencyKey.of("1"), signup))
                .withMessage(
                        "table \"Signups\" (key attribute \"userId\") refused the item: expected the table to"
                                + " have exactly that key, with values of those types, attributes that are keys of an"
                                + " index to be of its types, and the item to have at most 400 KB");
    }

    @Test
    void aGuardDoesNotTakeForItsOwnWhatHasAnOwnerToo() {
        TABLES.client()
                .putItem(
                        put ->
                                put.tableName("Signups")
                                        .item(
                                                Map.of(
                                                        "id",
                                                                AttributeValue.fromS(
                                                                        "mailroom-guard#owned"),
                                                        "owner", AttributeValue.fromS("Ada"))));
        DynamoDbIdempotencyGuard guard =
                DynamoDbIdempotencyGuard.builder("Signups").client(TABLES.client()).build();

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(
                        () ->
                                guard.runOnce(
                                        IdempotencyKey.of("owned"),
                                        Deliveries.delivery(Duration.ofSeconds(30)),
                                        () -> {
                                            throw new AssertionError("ran");
                                        }))
                .withMessage(
                        "table \"Signups\" has an item of a key that begins with \"mailroom-guard#\", but is not"
                                + " a lock: such keys are reserved for guards");
    }

    /** The deepest item that is not poison is one that the table takes. */
    @Test
    void storesAnItemOf32Levels() {
        Object nested = "leaf";
        for (int level = 0; level < 31; level++) {
            nested = List.of(nested);
        }
        DynamoDbSink<Map<String, Object>> sink =
                DynamoDbSink.<Map<String, Object>>builder("Signups")
                        .key("id")
                        .client(TABLES.client())
                        .build();

        assertThat(sink.write(IdempotencyKey.of("deep"), Map.of("nested", nested)))
                .isEqualTo(WriteResult.WRITTEN);
    }

    /** Smaller ones are poison, so the table must take this one. */
    @Test
    void storesTheSmallestNumber() {
        DynamoDbSink<Map<String, Object>> sink =
                DynamoDbSink.<Map<String, Object>>builder("Signups")
                        .key("id")
                        .client(TABLES.client())
                        .build();

        assertThat(
                        sink.write(
                                IdempotencyKey.of("small"),
                                Map.of("smallest", new BigDecimal("1E-130"))))
                .isEqualTo(WriteResult.WRITTEN);
    }

    private static DynamoDbSink.Builder<Signup> sink() {
        return DynamoDbSink.<Signup>builder("Signups").key("id").client(TABLES.client());
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
