package dev.mailroom.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A handler in this JVM, each call of it on a thread of its own. */
final class HandlerInstance implements ExecutionEnvironment {

    private final LocalInProcessFunction function;
    private final LocalEndpoints endpoints;
    private final Steps steps;
    private final Clock clock;
    private volatile @Nullable Ready ready;

    HandlerInstance(
            LocalInProcessFunction function, LocalEndpoints endpoints, Steps steps, Clock clock) {
        this.function = function;
        this.endpoints = endpoints;
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public void init() throws InitException {
        try {
            RequestHandler<SQSEvent, ?> handler = function.newHandler(endpoints);
            PojoSerializer<SQSEvent> events =
                    LambdaEventSerializers.serializerFor(
                            SQSEvent.class, handler.getClass().getClassLoader());
            // The first event takes long to read, which is no time of the first invocation.
            var unused = events.fromJson("{\"Records\":[]}");
            ready = new Ready(handler, events);
        } catch (RuntimeException e) {
            throw new InitException(FunctionErrors.describe(e), e);
        }
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        FutureTask<InvocationResult> call = new FutureTask<>(() -> call(invocation));
        Threads.startDaemon("mailroom-function-" + function.name(), call);
        try {
            return call.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // C34: its thread may go on for a while, beside which nothing else may run.
            close();
            call.cancel(true);
            return new InvocationResult.Failed(
                    PipelineStep.Reason.TIMEOUT, FunctionErrors.timeout(function.timeout()));
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return new InvocationResult.Failed(
                    PipelineStep.Reason.HANDLER_ERROR, FunctionErrors.describe(e.getCause()));
        }
    }

    private InvocationResult call(Invocation invocation) {
        Ready target = ready;
        if (target == null) {
            throw new IllegalStateException("Function " + function.name() + " is not started.");
        }
        SQSEvent event = target.events().fromJson(invocation.payload());
        LocalContext context =
                new LocalContext(
                        function,
                        invocation.requestId(),
                        clock,
                        clock.instant().plus(function.timeout()),
                        steps);
        return new InvocationResult.Returned(json(target.handler().handleRequest(event, context)));
    }

    private static String json(@Nullable Object response) {
        if (response == null) {
            return "null";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer((Type) response.getClass())
                .toJson(response, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isAlive() {
        return ready != null;
    }

    @Override
    public void close() {
        ready = null;
    }

    private record Ready(RequestHandler<SQSEvent, ?> handler, PojoSerializer<SQSEvent> events) {}
}
