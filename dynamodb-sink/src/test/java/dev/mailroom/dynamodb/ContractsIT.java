package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.testing.ConflictContract;
import dev.mailroom.testing.ConflictContract.Receipt;
import dev.mailroom.testing.ExpiryContract;
import dev.mailroom.testing.GuardContract;
import dev.mailroom.testing.SinkContract;
import dev.mailroom.testing.SinkContract.Note;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contracts of core, kept on DynamoDB. */
class ContractsIT {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables("Notes", "Markers", "Effects");

    abstract static class SinksOfNotes extends SinkContract {

        @Override
        protected Optional<Note> stored(IdempotencyKey key) {
            return note(key);
        }
    }

    @Nested
    class Sinks extends SinksOfNotes {

        private final Sink<Note> sink = ContractsIT.<Note>notes().build();

        @Override
        protected Sink<Note> sink() {
            return sink;
        }
    }

    @Nested
    class SinksThatSendEachWriteAlone extends SinksOfNotes {

        private final Sink<Note> sink = ContractsIT.<Note>notes().groupCommit(false).build();

        @Override
        protected Sink<Note> sink() {
            return sink;
        }
    }

    @Nested
    class SinksWithFingerprintsAndExpiry extends SinksOfNotes {

        private final Sink<Note> sink =
                ContractsIT.<Note>notes()
                        .fingerprint("print")
                        .timeToLive("expiresAt", Duration.ofDays(1))
                        .build();

        @Override
        protected Sink<Note> sink() {
            return sink;
        }
    }

    @Nested
    class TransactionalSinks extends SinksOfNotes {

        @Override
        protected Sink<Note> sink() {
            return new KeyedTransactions(transactions());
        }
    }

    @Nested
    class ExpiringSinks extends ExpiryContract {

        @Override
        protected Sink<Note> sink(Duration lifetime, Clock clock) {
            return ContractsIT.<Note>notes().timeToLive("expiresAt", lifetime).clock(clock).build();
        }

        @Override
        protected Optional<Note> stored(IdempotencyKey key) {
            return note(key);
        }
    }

    @Nested
    class ExpiringTransactionalSinks extends ExpiryContract {

        @Override
        protected Sink<Note> sink(Duration lifetime, Clock clock) {
            return new KeyedTransactions(
                    transactions().timeToLive("expiresAt", lifetime).clock(clock));
        }

        @Override
        protected Optional<Note> stored(IdempotencyKey key) {
            return note(key);
        }
    }

    @Nested
    class ConflictingSinks extends ConflictContract {

        private final Sink<Receipt> sink =
                ContractsIT.<Receipt>notes().fingerprint("print", "receivedAt").build();

        @Override
        protected Sink<Receipt> sink() {
            return sink;
        }

        @Override
        protected Optional<Receipt> stored(IdempotencyKey key) {
            return text("Notes", key, "text")
                    .map(text -> new Receipt(text, text("Notes", key, "receivedAt").orElse("")));
        }
    }

    @Nested
    class Guards extends GuardContract {

        @Override
        protected IdempotencyGuard guard(Clock clock) {
            return DynamoDbIdempotencyGuard.builder("Effects")
                    .client(TABLES.client())
                    .clock(clock)
                    .build();
        }
    }

    @Nested
    class GuardsThatForget extends GuardContract {

        @Override
        protected IdempotencyGuard guard(Clock clock) {
            return DynamoDbIdempotencyGuard.builder("Effects")
                    .timeToLive("expiresAt", Duration.ofDays(2))
                    .client(TABLES.client())
                    .clock(clock)
                    .build();
        }
    }

    /** Its items know their keys, so that their writes can be found again. */
    private record KeyedTransactions(DynamoDbTransactionalSink<Keyed> sink) implements Sink<Note> {

        KeyedTransactions(DynamoDbTransactionalSink.Builder<Keyed> builder) {
            this(builder.build());
        }

        @Override
        public dev.mailroom.WriteResult write(IdempotencyKey key, Note note) {
            return sink.write(key, note == null ? null : new Keyed(key, note));
        }
    }

    private record Keyed(IdempotencyKey key, Note note) {}

    private static DynamoDbTransactionalSink.Builder<Keyed> transactions() {
        return DynamoDbTransactionalSink.<Keyed>builder("Markers")
                .key("id")
                .client(TABLES.client())
                .writes(keyed -> List.of(put(keyed)));
    }

    private static TransactWriteItem put(Keyed keyed) {
        AttributeValue id = AttributeValue.fromS(keyed.key().text());
        AttributeValue text = AttributeValue.fromS(keyed.note().text());
        return TransactWriteItem.builder()
                .put(put -> put.tableName("Notes").item(Map.of("id", id, "text", text)))
                .build();
    }

    private static <T> DynamoDbSink.Builder<T> notes() {
        return DynamoDbSink.<T>builder("Notes").key("id").client(TABLES.client());
    }

    private static Optional<Note> note(IdempotencyKey key) {
        return text("Notes", key, "text").map(Note::new);
    }

    private static Optional<String> text(String table, IdempotencyKey key, String attribute) {
        return Optional.ofNullable(TABLES.item(table, key.text()).get(attribute))
                .map(AttributeValue::s);
    }
}
