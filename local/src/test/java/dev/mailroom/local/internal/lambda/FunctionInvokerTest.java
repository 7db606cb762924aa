package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.FunctionStep;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

class FunctionInvokerTest {

    @Test
    void aClosedFunctionStartsNoEnvironment() throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        FunctionInvoker invoker =
                new FunctionInvoker(
                        LocalFunction.inProcess("f", endpoints -> (event, context) -> null),
                        () -> {
                            started.incrementAndGet();
                            throw new IOException("not to be started");
                        });
        invoker.close();

        assertThat(invoker.invoke(new Invocation("r-1", "{}")))
                .isEqualTo(
                        new InvocationResult.Failed(
                                FunctionStep.Reason.INIT_ERROR, "the pipeline is closed"));
        assertThat(started).hasValue(0);
    }
}
