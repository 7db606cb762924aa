package dev.mailroom.local.internal.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.FunctionStep;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The context of an invocation, for a handler in this JVM. */
final class LocalContext implements Context {

    private static final int MEMORY_LIMIT_MB = 512;

    private final LocalFunction function;
    private final String requestId;
    private final Clock clock;
    private final Instant deadline;
    private final Steps steps;

    LocalContext(
            LocalFunction function, String requestId, Clock clock, Instant deadline, Steps steps) {
        this.function = function;
        this.requestId = requestId;
        this.clock = clock;
        this.deadline = deadline;
        this.steps = steps;
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + function.name();
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return LocalAccount.functionArn(function.name());
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    // C32
    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEMORY_LIMIT_MB;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                message.lines()
                        .forEach(
                                line ->
                                        steps.add(
                                                new FunctionStep.FunctionLog(
                                                        function.name(), line)));
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
