package dev.mailroom.local.internal.lambda;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether a debugger is attached to a process that listens for one.
 *
 * @param port the port that the process listens on; 0 if it does not
 */
record Debugger(int port) {

    private static final Logger LOG = LoggerFactory.getLogger(Debugger.class);
    // The JVM would take a connection to the port for a debugger, so the kernel's list of
    // connections is read.
    private static final Path CONNECTIONS = Path.of("/proc/net/tcp");
    private static final String ESTABLISHED = "01";

    boolean isAttached() {
        if (port == 0) {
            return false;
        }
        String local = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(CONNECTIONS).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .anyMatch(
                            fields ->
                                    fields.length > 3
                                            && fields[1].endsWith(local)
                                            && fields[3].equals(ESTABLISHED));
        } catch (IOException e) {
            LOG.warn("It cannot be seen whether a debugger is attached.", e);
            return false;
        }
    }

    /** The options of a JVM that a debugger can attach to. */
    String option() {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port;
    }
}
