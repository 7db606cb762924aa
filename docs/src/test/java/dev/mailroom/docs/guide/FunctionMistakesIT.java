package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventPublisher;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What Lambda's own runtime client says of functions that cannot start. */
class FunctionMistakesIT {

    private static final RecordHandler NOTHING = (record, delivery) -> {};

    /** Its only constructor is not public. */
    public static final class WithoutPublicConstructor extends SqsBatchHandler {
        WithoutPublicConstructor() {
            super(NOTHING);
        }
    }

    /** Its only constructor has a parameter. */
    public static final class WithParameter extends SqsBatchHandler {
        public WithParameter(RecordHandler handler) {
            super(handler);
        }
    }

    private static final String MISSPELT = "my.webapp.Misspelt";

    private final Map<String, String> errors = new ConcurrentHashMap<>();

    @Test
    void theRuntimeClientSaysWhatIsWrongWithTheClass() {
        String notPublic = WithoutPublicConstructor.class.getName();
        String withParameter = WithParameter.class.getName();
        LocalRule rule = LocalRule.matching("all", "{\"source\": [\"my.webapp\"]}");
        LocalPipelineBuilder builder = LocalPipeline.builder();
        for (String handler : List.of(notPublic, withParameter, MISSPELT)) {
            String name = handler.substring(handler.lastIndexOf('.') + 1).replace('$', '-');
            rule = rule.toQueue(name);
            builder.queue(LocalQueue.standard(name).visibilityTimeout(Duration.ofMinutes(1)))
                    .function(LocalFunction.process(name, handler).classPath(classPath()))
                    .eventSource(LocalEventSource.of(name, name).reportBatchItemFailures(true));
        }
        try (LocalPipeline pipeline = builder.rule(rule).listener(this::keep).start();
                EventBridgeClient bus = eventBridge(pipeline)) {
            EventPublisher.builder(bus)
                    .build()
                    .publish(EventType.of("my.webapp", "Any", String.class), "{}");

            await().atMost(Duration.ofMinutes(2)).until(() -> errors.size() == 3);
        }

        assertThat(errors.values())
                .containsExactlyInAnyOrder(
                        "java.lang.Exception: Class "
                                + notPublic
                                + " has no public zero-argument constructor",
                        "java.lang.Exception: Class "
                                + withParameter
                                + " has no public zero-argument constructor",
                        "java.lang.ClassNotFoundException: Class not found: " + MISSPELT);
    }

    private void keep(PipelineStep step) {
        if (step instanceof InvocationFailed failure) {
            errors.put(failure.function(), failure.error());
        }
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    private static EventBridgeClient eventBridge(LocalPipeline pipeline) {
        return EventBridgeClient.builder()
                .endpointOverride(pipeline.endpoints().eventBridge())
                .region(Region.of(pipeline.endpoints().region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }
}
