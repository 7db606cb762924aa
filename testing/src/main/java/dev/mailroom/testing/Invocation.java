package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The invocation {@code request-1} of a function called {@code function}, whose time passes only
 * when the test says so. Its logger writes to standard output.
 *
 * <p>Thread-safe.
 */
public final class Invocation implements Context {

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    private final Supplier<Duration> timeLeft;
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    private Invocation(Supplier<Duration> timeLeft) {
        this.timeLeft = timeLeft;
    }

    /**
     * Returns an invocation that has a minute left.
     *
     * @return the invocation
     */
    public static Invocation invocation() {
        return invocation(ONE_MINUTE);
    }

    /**
     * Returns an invocation that has some time left.
     *
     * @param timeLeft the time left at first
     * @return the invocation
     */
    public static Invocation invocation(Duration timeLeft) {
        requireNonNull(timeLeft, "timeLeft");
        return new Invocation(() -> timeLeft);
    }

    /**
     * Returns an invocation that has as much time left as the test says each time.
     *
     * @param timeLeft supplies the time left
     * @return the invocation
     */
    public static Invocation invocation(Supplier<Duration> timeLeft) {
        return new Invocation(requireNonNull(timeLeft, "timeLeft"));
    }

    /**
     * Lets time pass.
     *
     * @param time how much less is left
     */
    public void pass(Duration time) {
        passed.updateAndGet(before -> before.plus(time));
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(timeLeft.get().minus(passed.get()).toMillis());
    }

    @Override
    public String getAwsRequestId() {
        return "request-1";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-west-1:111122223333:function:function";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/function";
    }

    @Override
    public String getLogStreamName() {
        return "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef";
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    /** Null: a queue has no identity. */
    @Override
    @SuppressWarnings("NullAway") // Lambda's interface says nothing of null
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    /** Null: a queue is not a mobile app. */
    @Override
    @SuppressWarnings("NullAway") // Lambda's interface says nothing of null
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public LambdaLogger getLogger() {
        return StandardOutput.LOGGER;
    }

    private enum StandardOutput implements LambdaLogger {
        LOGGER;

        @Override
        public void log(String message) {
            System.out.println(message);
        }

        @Override
        public void log(byte[] message) {
            log(new String(message, StandardCharsets.UTF_8));
        }
    }
}
