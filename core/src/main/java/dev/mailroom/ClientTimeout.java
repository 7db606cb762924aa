package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
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
     * Asks a client for its timeout. A client that does not know its configuration, as one of the
     * user's own making may not, has none.
     *
     * @param configuration asks the client for its configuration, such as {@code
     *     sqs::serviceClientConfiguration}
     * @param timeout asks the configuration for the timeout, most likely its {@code apiCallTimeout}
     * @param <C> the type of the configuration
     * @return the timeout
     */
    public static <C extends @Nullable Object> ClientTimeout of(
            Supplier<C> configuration, Function<C, Optional<Duration>> timeout) {
        requireNonNull(timeout, "timeout");
        try {
            C known = configuration.get();
            return new ClientTimeout(known == null ? null : timeout.apply(known).orElse(null));
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
