package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.zip.ZipError;

/** Errors that are one record's, and what cannot be logged: neither changes another outcome. */
@Tag("adversarial")
class UnloggableTest {

    @RegisterExtension final LogLines log = new LogLines();

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    /** Such as Kotlin's {@code NotImplementedError}, which {@code TODO()} throws. */
    private static final class OwnError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class NeitherExceptionNorError extends Throwable {
        private static final long serialVersionUID = 1L;
    }

    private static final class WithoutText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    private static final class PoisonWithoutText extends PoisonMessageException {
        private static final long serialVersionUID = 1L;

        PoisonWithoutText() {
            super("never seen");
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    private static final class NotConfigured {
        static final String TABLE = name();

        private static String name() {
            throw new IllegalStateException("TABLE_NAME is not set");
        }
    }

    static List<Throwable> survivable() {
        return List.of(
                new IOError(new IOException("disk")),
                new ServiceConfigurationError("provider"),
                new ZipError("broken"),
                new StackOverflowError(),
                new NoClassDefFoundError("Missing"),
                new AssertionError("wrong"),
                new OwnError(),
                new NeitherExceptionNorError());
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void anErrorThatIsNotTheVirtualMachinesIsOneRecordsRetry(Throwable error) {
        SQSBatchResponse response =
                handler((record, delivery) -> throwIfBroken(record, error))
                        .build()
                        .handleRequest(standard("1", "broken", "3"), lambda);

        assertThat(failures(response)).containsExactly("broken");
        assertThat(outcomes).containsEntry("broken", new Outcome.Retry(error, null));
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void anErrorOfAListenerOrAPolicyChangesNoOutcome(Throwable error) {
        BatchListener failing =
                new BatchListener() {
                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {
                        sneakyThrow(error);
                    }

                    @Override
                    public void onBatch(BatchSummary summary) {
                        sneakyThrow(error);
                    }
                };
        SQSBatchResponse response =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    if (record.messageId().equals("poison")) {
                                        throw new PoisonMessageException("no lines");
                                    }
                                    throwIfBroken(record, new IllegalStateException("broken"));
                                })
                        .listener(failing)
                        .onPoison(
                                (delivery, cause) -> {
                                    sneakyThrow(error);
                                    return Disposition.QUARANTINE;
                                })
                        .onRetry(failed -> sneakyThrow(error))
                        .build()
                        .handleRequest(standard("1", "poison", "broken"), lambda);

        assertThat(failures(response)).containsExactly("poison", "broken");
    }

    @Test
    void aConstructorThatFailsForWantOfConfigurationIsARetryWithItsCause() {
        handler((record, delivery) -> assertThat(NotConfigured.TABLE).isNotNull())
                .build()
                .handleRequest(standard("1"), lambda);

        assertThat(outcomes.get("1"))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry ->
                                assertThat(retry.cause())
                                        .isInstanceOf(ExceptionInInitializerError.class)
                                        .cause()
                                        .hasMessage("TABLE_NAME is not set"));
    }

    @Test
    void anExceptionWhoseTextThrowsIsLoggedByItsName() {
        SQSBatchResponse response =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    switch (record.messageId()) {
                                        case "poison" -> throw new PoisonWithoutText();
                                        case "retry" -> throw new WithoutText();
                                        default -> {}
                                    }
                                })
                        .onPoison(
                                (delivery, cause) -> {
                                    throw new WithoutText();
                                })
                        .onRetry(
                                failed -> {
                                    throw new WithoutText();
                                })
                        .build()
                        .handleRequest(standard("fine", "poison", "retry"), lambda);

        assertThat(failures(response)).containsExactly("poison", "retry");
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .hasSize(4)
                .allMatch(line -> line.contains("WithoutText"));
    }

    @Test
    void aLogThatFailsChangesNothing() {
        AppenderBase<ILoggingEvent> failing =
                new AppenderBase<>() {
                    @Override
                    protected void append(ILoggingEvent event) {
                        throw new OwnError();
                    }
                };
        Logger logger = (Logger) LoggerFactory.getLogger(SqsBatchHandler.class);
        failing.start();
        logger.addAppender(failing);
        try {
            aLogLineForEverythingThatIsLogged();
        } finally {
            logger.detachAppender(failing);
        }
    }

    private void aLogLineForEverythingThatIsLogged() {
        SQSBatchResponse response =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    if (record.messageId().equals("poison")) {
                                        throw new PoisonMessageException("no lines");
                                    }
                                    throwIfBroken(record, new IllegalStateException("broken"));
                                })
                        .onPoison(
                                (delivery, cause) -> {
                                    throw new IOException("no such queue");
                                })
                        .onRetry(
                                failed -> {
                                    throw new IOException("no such queue");
                                })
                        .build()
                        .handleRequest(standard("1", "poison", "broken", "4"), lambda);

        assertThat(failures(response)).containsExactly("poison", "broken");
    }

    private static void throwIfBroken(SqsRecord record, Throwable error) {
        if (record.messageId().equals("broken")) {
            sneakyThrow(error);
        }
    }

    private SqsBatchHandler.Builder handler(RecordHandler handler) {
        return SqsBatchHandler.builder(handler)
                .listener((delivery, outcome) -> outcomes.put(delivery.messageId(), outcome));
    }

    private static void sneakyThrow(Throwable failure) {
        UnloggableTest.<RuntimeException>throwAs(failure);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void throwAs(Throwable failure) throws X {
        throw (X) failure;
    }
}
