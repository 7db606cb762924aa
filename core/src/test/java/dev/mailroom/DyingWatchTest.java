package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Whatever happens to the watch over one invocation, the next one has its deadline. */
@Tag("adversarial")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DyingWatchTest {

    private final CountDownLatch logged = new CountDownLatch(1);
    private final MovedTime time = new MovedTime();
    private final BatchRunner runner =
            time.runner(
                    SqsBatchHandler.builder((record, delivery) -> handle(record))
                            .listener((delivery, outcome) -> {}));

    private void handle(SqsRecord record) throws InterruptedException {
        time.pass(MovedTime.TIMEOUT);
        if (record.messageId().equals("stubborn")) {
            while (logged.getCount() > 0) {
                Thread.onSpinWait();
            }
        } else {
            new CountDownLatch(1).await();
        }
    }

    static List<Error> errors() {
        return List.of(
                new OutOfMemoryError("simulated"),
                new NoClassDefFoundError("appender"),
                new AssertionError("appender"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void theNextInvocationHasItsDeadline(Error error) {
        Logger logger = (Logger) LoggerFactory.getLogger(SqsBatchHandler.class);
        AppenderBase<ILoggingEvent> failing =
                new AppenderBase<>() {
                    @Override
                    protected void append(ILoggingEvent event) {
                        logged.countDown();
                        throw error;
                    }
                };
        failing.start();
        logger.addAppender(failing);
        logger.setAdditive(false);
        try {
            runner.handle(standard("stubborn"), time.invocation(MovedTime.TIMEOUT));
        } finally {
            logger.detachAppender(failing);
            logger.setAdditive(true);
        }

        assertThat(failures(runner.handle(standard("slow"), time.invocation(MovedTime.TIMEOUT))))
                .containsExactly("slow");
    }
}
