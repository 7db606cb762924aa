package dev.mailroom.local.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A test tells what happened in its pipeline. */
class PrintedStepsIT {

    private static LocalPipelineBuilder shop() {
        return LocalPipeline.builder()
                .queue(LocalQueue.standard("orders"))
                .rule(LocalRule.matching("orders", "{\"source\": [\"shop\"]}").toQueue("orders"))
                .function(
                        LocalFunction.inProcess(
                                "work",
                                endpoints ->
                                        (event, context) -> {
                                            LambdaLogger logger = context.getLogger();
                                            logger.log("an order");
                                            return null;
                                        }))
                .eventSource(LocalEventSource.of("orders", "work"));
    }

    abstract static class OneOrder {
        @Test
        void aTest(LocalPipeline pipeline) {
            pipeline.put(LocalEvent.of("shop", "OrderPlaced", "{}"));
            pipeline.awaitIdle(Duration.ofMinutes(1));
            end();
        }

        void end() {}
    }

    static class Failing extends OneOrder {
        @RegisterExtension static final LocalAwsExtension AWS = LocalAwsExtension.of(shop());

        @Override
        void end() {
            throw new AssertionError("no order");
        }
    }

    static class Passing extends OneOrder {
        @RegisterExtension static final LocalAwsExtension AWS = LocalAwsExtension.of(shop());
    }

    static class Talking extends OneOrder {
        @RegisterExtension
        static final LocalAwsExtension AWS =
                LocalAwsExtension.of(shop()).print(LocalAws.Print.ALWAYS);
    }

    static class Silent extends OneOrder {
        @RegisterExtension
        static final LocalAwsExtension AWS =
                LocalAwsExtension.of(shop()).print(LocalAws.Print.NEVER);

        @Override
        void end() {
            throw new AssertionError("no order");
        }
    }

    @Test
    void oneThatFailsPrintsItsStepsAndWhatItsFunctionsWrote() {
        assertThat(printedBy(Failing.class))
                .containsSubsequence(
                        "FAILED: aTest(LocalPipeline), and the pipeline:\n",
                        "    event ",
                        " delivered to queue orders\n",
                        "    function work invoked with 1 of queue orders",
                        "    [work] an order\n",
                        "    function work returned, 0 failed");
    }

    @Test
    void oneThatPassesPrintsNothing() {
        assertThat(printedBy(Passing.class)).isEmpty();
    }

    @Test
    void oneThatAlwaysPrintsDoesSoWhenItPasses() {
        assertThat(printedBy(Talking.class))
                .startsWith("aTest(LocalPipeline), and the pipeline:\n    ");
    }

    @Test
    void oneThatNeverPrintsIsSilent() {
        assertThat(printedBy(Silent.class)).isEmpty();
    }

    private static String printedBy(Class<?> test) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            var unused = TestRun.of(test);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
