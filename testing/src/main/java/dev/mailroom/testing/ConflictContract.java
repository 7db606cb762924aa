package dev.mailroom.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** What every {@link Sink} that detects conflicts must do in addition. */
public abstract class ConflictContract {

    /** For the class that extends it. */
    protected ConflictContract() {}

    /**
     * What the contract writes.
     *
     * @param text the content
     * @param receivedAt may differ between deliveries, and is not content
     */
    public record Receipt(String text, String receivedAt) {}

    /**
     * Returns the sink under test; {@code receivedAt} is not content.
     *
     * @return the sink
     */
    protected abstract Sink<Receipt> sink();

    /**
     * Returns what is stored under a key.
     *
     * @param key the key
     * @return the receipt, or empty if there is none
     */
    protected abstract Optional<Receipt> stored(IdempotencyKey key);

    @Test
    void theSameContentIsADuplicateWhateverElseDiffers() {
        IdempotencyKey key = SinkContract.newKey();

        assertThat(sink().write(key, new Receipt("a", "today"))).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink().write(key, new Receipt("a", "tomorrow")))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(stored(key)).contains(new Receipt("a", "today"));
    }

    @Test
    void otherContentIsAConflictAndChangesNothing() {
        IdempotencyKey key = SinkContract.newKey();
        sink().write(key, new Receipt("a", "today"));

        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> sink().write(key, new Receipt("b", "today")))
                .withMessageEndingWith("already has an item of the same key with other content");
        assertThat(stored(key)).contains(new Receipt("a", "today"));
    }
}
