package dev.mailroom.testing;

import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.testing.SinkContract.Note;

import org.junit.jupiter.api.Nested;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The twins keep the contracts that the real ones keep. */
class TwinsTest {

    @Nested
    class Sinks extends SinkContract {

        private final InMemorySink<Note> sink = new InMemorySink<>();

        @Override
        protected Sink<Note> sink() {
            return sink;
        }

        @Override
        protected Optional<Note> stored(IdempotencyKey key) {
            return sink.item(key);
        }
    }

    @Nested
    class ExpiringSinks extends ExpiryContract {

        private InMemorySink<Note> sink = new InMemorySink<>();

        @Override
        protected Sink<Note> sink(Duration lifetime, Clock clock) {
            sink = sink.expiring(lifetime, clock);
            return sink;
        }

        @Override
        protected Optional<Note> stored(IdempotencyKey key) {
            return sink.item(key);
        }
    }

    @Nested
    class Guards extends GuardContract {

        private final InMemoryIdempotencyGuard guard = new InMemoryIdempotencyGuard();

        @Override
        protected IdempotencyGuard guard(Clock clock) {
            return guard.at(clock);
        }
    }
}
