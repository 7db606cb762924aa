package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class MessageTrialTest {

    @Test
    void whatAClosedPipelineDoesIsNoVerdict() throws InterruptedException {
        FunctionInvoker function =
                new FunctionInvoker(
                        LocalFunction.inProcess("f", endpoints -> (event, context) -> null),
                        () -> {
                            throw new IOException("not to be started");
                        });
        MessageTrial trial = new MessageTrial(LocalEventSource.of("orders", "f"), function);
        function.close();

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> trial.of(Json.object().put("MessageId", "m-1").put("Body", "body")))
                .withMessage("The pipeline was closed before the messages were tried.");
    }
}
