package dev.mailroom.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.SinkContract.Note;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What every {@link Sink} whose items expire must do in addition. */
public abstract class ExpiryContract {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final SteppingClock clock = new SteppingClock(Instant.now());

    /** For the class that extends it. */
    protected ExpiryContract() {}

    /**
     * Returns the sink under test.
     *
     * @param lifetime how long its items live
     * @param clock its clock
     * @return the sink
     */
    protected abstract Sink<Note> sink(Duration lifetime, Clock clock);

    /**
     * Returns what is stored under a key.
     *
     * @param key the key
     * @return the note, or empty if there is none
     */
    protected abstract Optional<Note> stored(IdempotencyKey key);

    // C29
    @Test
    void anExpiredItemThatIsStillThereCountsAsAbsent() {
        Sink<Note> sink = sink(LIFETIME, clock);
        IdempotencyKey key = SinkContract.newKey();

        assertThat(sink.write(key, new Note("old"))).isEqualTo(WriteResult.WRITTEN);
        clock.step(LIFETIME.minusSeconds(1));
        assertThat(sink.write(key, new Note("old"))).isEqualTo(WriteResult.DUPLICATE);
        clock.step(Duration.ofSeconds(1));
        assertThat(stored(key)).contains(new Note("old"));
        assertThat(sink.write(key, new Note("new"))).isEqualTo(WriteResult.WRITTEN);
        assertThat(stored(key)).contains(new Note("new"));
    }

    @Test
    void aReplacedItemLivesAsLongAsANewOne() {
        Sink<Note> sink = sink(LIFETIME, clock);
        IdempotencyKey key = SinkContract.newKey();
        sink.write(key, new Note("old"));
        clock.step(LIFETIME);
        sink.write(key, new Note("new"));

        clock.step(LIFETIME.minusSeconds(1));
        assertThat(sink.write(key, new Note("new"))).isEqualTo(WriteResult.DUPLICATE);
    }
}
