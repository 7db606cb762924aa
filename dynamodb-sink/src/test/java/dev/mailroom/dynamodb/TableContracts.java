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

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contracts of core, on tables of some key. */
abstract class TableContracts {

    /** Reads the item that {@link #notes} or {@link #put} stores. */
    abstract Map<String, AttributeValue> stored(IdempotencyKey key);

    /** A sink whose items are of one kind. */
    abstract <T> DynamoDbSink.Builder<T> notes();

    /** Markers of transactions, without what they write. */
    abstract DynamoDbTransactionalSink.Builder<Keyed> markers();

    /** The write of a note that a transaction makes. */
    abstract Put put(IdempotencyKey key, AttributeValue text);

    abstract DynamoDbIdempotencyGuard.Builder effects();

    abstract class SinksOfNotes extends SinkContract {

        @Override
        protected Optional<Note> stored(IdempotencyKey key) {
            return note(key);
        }
    }

    @Nested
    class Sinks extends SinksOfNotes {

        private final Sink<Note> sink = TableContracts.this.<Note>notes().build();

        @Override
        protected Sink<Note> sink() {
            return sink;
        }
    }

    @Nested
    class SinksThatSendEachWriteAlone extends SinksOfNotes {

        private final Sink<Note> sink =
                TableContracts.this.<Note>notes().groupCommit(false).build();

        @Override
        protected Sink<Note> sink() {
            return sink;
        }
    }

    @Nested
    class SinksWithFingerprintsAndExpiry extends SinksOfNotes {

        private final Sink<Note> sink =
                TableContracts.this
                        .<Note>notes()
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
            return TableContracts.this
                    .<Note>notes()
                    .timeToLive("expiresAt", lifetime)
                    .clock(clock)
                    .build();
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
                TableContracts.this.<Receipt>notes().fingerprint("print", "receivedAt").build();

        @Override
        protected Sink<Receipt> sink() {
            return sink;
        }

        @Override
        protected Optional<Receipt> stored(IdempotencyKey key) {
            return text(key, "text")
                    .map(text -> new Receipt(text, text(key, "receivedAt").orElse("")));
        }
    }

    @Nested
    class Guards extends GuardContract {

        @Override
        protected IdempotencyGuard guard(Clock clock) {
            return effects().clock(clock).build();
        }
    }

    @Nested
    class GuardsThatForget extends GuardContract {

        @Override
        protected IdempotencyGuard guard(Clock clock) {
            return effects().timeToLive("expiresAt", Duration.ofDays(2)).clock(clock).build();
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

    record Keyed(IdempotencyKey key, Note note) {}

    private DynamoDbTransactionalSink.Builder<Keyed> transactions() {
        return markers().writes(keyed -> List.of(put(keyed)));
    }

    private TransactWriteItem put(Keyed keyed) {
        Put put = put(keyed.key(), AttributeValue.fromS(keyed.note().text()));
        return TransactWriteItem.builder().put(put).build();
    }

    private Optional<Note> note(IdempotencyKey key) {
        return text(key, "text").map(Note::new);
    }

    private Optional<String> text(IdempotencyKey key, String attribute) {
        return Optional.ofNullable(stored(key).get(attribute)).map(AttributeValue::s);
    }
}
