package dev.mailroom.local.internal.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.security.SecureRandom;

/**
 * An address of this machine that nobody finds who is not told it.
 *
 * <p>A browser lets the page of any site send requests to this machine, and a page can try all
 * ports of 127.0.0.1. It cannot try those of all 16 million addresses that begin with 127. So a
 * server that does not look at {@code Origin} and {@code Host} listens at such a one.
 */
public final class HiddenAddress {

    private static final SecureRandom RANDOM = new SecureRandom();

    private HiddenAddress() {}

    /** Chooses an address; 127.0.0.1 where that is the only one, as on macOS. */
    public static InetAddress choose() {
        InetAddress chosen =
                loopback(1 + RANDOM.nextInt(254), RANDOM.nextInt(256), 1 + RANDOM.nextInt(254));
        return canListenAt(chosen) ? chosen : loopback(0, 0, 1);
    }

    private static InetAddress loopback(int second, int third, int fourth) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {127, (byte) second, (byte) third, (byte) fourth});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address.", e);
        }
    }

    private static boolean canListenAt(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
