package dev.mailroom.local.internal.delivery;

import dev.mailroom.local.model.Destination;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The recipients of messages, by their destinations. */
public final class Recipients {

    private final Map<Destination, Recipient> all = new ConcurrentHashMap<>();

    public void add(Destination destination, Recipient recipient) {
        all.put(destination, recipient);
    }

    /**
     * Sends a message.
     *
     * @throws IOException if the recipient refuses it
     */
    public void send(Destination destination, OutgoingMessage message)
            throws IOException, InterruptedException {
        Recipient recipient = all.get(destination);
        if (recipient == null) {
            throw new IllegalStateException("There is no " + destination + ".");
        }
        recipient.send(message);
    }

    /** Takes messages, or throws to refuse one. */
    @FunctionalInterface
    public interface Recipient {
        void send(OutgoingMessage message) throws IOException, InterruptedException;
    }
}
