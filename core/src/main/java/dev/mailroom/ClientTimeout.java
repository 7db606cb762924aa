package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The timeout that an AWS client's own configuration sets for each request. A request never gets
 * more time than that. Immutable and thread-safe.
 */
public final class ClientTimeout {

    private final @Nullable Duration timeout;

    private ClientTimeout(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Asks a client for its timeout.
     *
     * @param configured asks it, most likely for its {@code apiCallTimeout}; a client that does not
     *     support the question, as one of the user's own making may not, has none
     * @return the timeout
     */
    public static ClientTimeout of(Supplier<Optional<Duration>> configured) {
        requireNonNull(configured, "configured");
        try {
            return new ClientTimeout(configured.get().orElse(null));
        } catch (UnsupportedOperationException e) {
            return new ClientTimeout(null);
        }
    }

    /**
     * Returns how long a request may take.
     *
     * @param time how long it may take whatever the client says
     * @return that time, or the client's own if it is shorter
     */
    public Duration within(Duration time) {
        return timeout != null && timeout.compareTo(time) < 0 ? timeout : time;
    }
}
