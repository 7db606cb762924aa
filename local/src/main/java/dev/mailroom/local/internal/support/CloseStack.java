package dev.mailroom.local.internal.support;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The parts that have been started, which are closed in reverse order, each one whatever happens to
 * the others.
 */
public final class CloseStack implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CloseStack.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread shutdownHook = new Thread(this::closeParts, "mailroom-shutdown");
    private boolean closed;

    /**
     * Returns an empty stack that is also closed when the JVM shuts down, for example by Ctrl-C.
     */
    public static CloseStack closedAtShutdown() {
        CloseStack stack = new CloseStack();
        Runtime.getRuntime().addShutdownHook(stack.shutdownHook);
        return stack;
    }

    /** Adds a part; a late one is closed at once. */
    public <T extends AutoCloseable> T add(T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    @Override
    public void close() {
        closeParts();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and the hook runs too: the two share the work.
            log.debug("The JVM is shutting down.", e);
        }
    }

    private void closeParts() {
        boolean interrupted = false;
        for (AutoCloseable part = next(); part != null; part = next()) {
            interrupted |= close(part);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        closed = true;
        return parts.poll();
    }

    /** Closes one part, and returns whether it was interrupted. */
    private static boolean close(AutoCloseable part) {
        try {
            part.close();
            // Set by a part whose close() cannot throw InterruptedException.
            return Thread.interrupted();
        } catch (InterruptedException e) {
            return true;
        } catch (Exception e) {
            log.warn("A part of the local pipeline did not stop cleanly.", e);
            return Thread.interrupted();
        }
    }
}
