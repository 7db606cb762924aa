package dev.mailroom.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.testing.Batches;
import dev.mailroom.testing.Invocation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The example of the guide; that of a sink is with the guide. */
class ExampleTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream console = System.out;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(console);
    }

    @Test
    void theListenerOfTheGuideCounts() {
        RecordHandler routes = (record, delivery) -> {};
        // region listener
        PowertoolsListener listener =
                PowertoolsListener.of("Mailroom", "user-signup-handler")
                        .event("my.webapp", "UserSignup");
        SqsBatchHandler handler = SqsBatchHandler.builder(routes).listener(listener).build();
        // endregion

        handler.handleRequest(Batches.batch("any"), Invocation.invocation());

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("\"Done\":1.0");
    }
}
