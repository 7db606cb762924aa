package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.FunctionStep;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Invokes a function asynchronously. An event that fails is retried, and then goes to the
 * function's dead-letter queue or destination, or is lost.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
public final class AsyncFunction implements Recipients.Recipient, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AsyncFunction.class);
    // More would mean more processes than a machine can bear.
    private static final int AT_ONCE = 2;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final FunctionInvoker function;
    private final AsyncSettings settings;
    private final Duration pause;
    private final Recipients recipients;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> requestIds;
    private final AtomicInteger pending = new AtomicInteger();
    private final ScheduledThreadPoolExecutor executor;

    public AsyncFunction(
            FunctionInvoker function,
            AsyncSettings settings,
            Duration pause,
            Recipients recipients,
            Steps steps,
            Clock clock,
            Supplier<String> requestIds) {
        this.function = function;
        this.settings = settings;
        this.pause = pause;
        this.recipients = recipients;
        this.steps = steps;
        this.clock = clock;
        this.requestIds = requestIds;
        this.executor =
                new ScheduledThreadPoolExecutor(
                        AT_ONCE,
                        Threads.daemon("mailroom-events-" + function.name()),
                        // After the end, nothing is invoked.
                        new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public void send(OutgoingMessage message) throws IOException {
        try {
            var unused = Json.read(message.body());
        } catch (JsonProcessingException e) {
            // Without Jackson's message, which would quote the event.
            throw new IOException("a function accepts only JSON");
        }
        Invocation invocation =
                new Invocation(
                        requestIds.get(), message.body(), message.traceHeader(), message.eventId());
        steps.handedOn(message, Destination.function(function.name()), invocation.requestId());
        pending.incrementAndGet();
        executor.execute(() -> run(invocation, 1));
    }

    /** The name of the function. */
    public String name() {
        return function.name();
    }

    /** How many events are not finished, including those that wait for another attempt. */
    public int pending() {
        return pending.get();
    }

    private void run(Invocation invocation, int attempt) {
        boolean again = false;
        try {
            again = invoke(invocation, attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The executor would swallow it.
            log.error("Function {} could not be invoked with an event.", function.name(), e);
        } finally {
            if (!again) {
                pending.decrementAndGet();
            }
        }
    }

    /** Whether there will be another attempt. */
    private boolean invoke(Invocation invocation, int attempt) throws InterruptedException {
        String name = function.name();
        String requestId = invocation.requestId();
        steps.add(new FunctionStep.EventInvoked(name, requestId, attempt));
        InvocationResult result = inTurn(invocation);
        if (result instanceof InvocationResult.Failed failed) {
            steps.add(
                    new FunctionStep.InvocationFailed(
                            name, requestId, failed.reason(), failed.error()));
            if (attempt <= settings.retries()) {
                retry(invocation, attempt + 1);
                return true;
            }
            giveUp(new AsyncFailure(name, invocation, attempt, failed.error()));
        } else {
            steps.add(new FunctionStep.InvocationReturned(name, requestId, List.of()));
        }
        return false;
    }

    // Lambda keeps an event that it throttles for hours.
    private InvocationResult inTurn(Invocation invocation) throws InterruptedException {
        while (!function.enter(A_WHILE)) {
            log.info("An event waits for a free environment of function {}.", function.name());
        }
        try {
            return function.invoke(invocation);
        } finally {
            function.leave();
        }
    }

    private void retry(Invocation invocation, int attempt) {
        var unused =
                executor.schedule(
                        () -> run(invocation, attempt), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void giveUp(AsyncFailure failure) throws InterruptedException {
        if (settings.deadLetterQueue() == null && settings.onFailure() == null) {
            lost(failure, "it has neither a dead-letter queue nor a destination on failure");
        }
        keep(failure, settings.deadLetterQueue(), failure.deadLetter());
        keep(failure, settings.onFailure(), failure.invocationRecord(clock.instant()));
    }

    private void keep(
            AsyncFailure failure, @Nullable Destination destination, OutgoingMessage message)
            throws InterruptedException {
        if (destination == null) {
            return;
        }
        try {
            recipients.send(destination, message);
            steps.add(
                    new FunctionStep.EventKept(
                            function.name(),
                            failure.invocation().requestId(),
                            destination.toString()));
        } catch (IOException e) {
            lost(failure, destination + " did not take it: " + e.getMessage());
        }
    }

    private void lost(AsyncFailure failure, String reason) {
        steps.add(
                new FunctionStep.EventLost(
                        function.name(),
                        failure.invocation().requestId(),
                        failure.attempts(),
                        reason));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
