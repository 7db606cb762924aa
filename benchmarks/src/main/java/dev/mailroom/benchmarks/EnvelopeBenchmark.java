package dev.mailroom.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.eventbridge.UnmatchedPolicy;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import java.util.concurrent.TimeUnit;

/** One record through a whole batch handler; each score is the cost of a record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeBenchmark {

    static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);

    private final Context context = new FixedContext();
    private final Blackhole signups =
            new Blackhole(
                    "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
    private final Batches routed = new Batches("UserSignup", 10);
    private final Batches unwanted = new Batches("UserHasLeft", 10);
    private final Batches otherForm = Batches.ofOtherForm("UserSignup", 10);
    private final Batches large = new Batches("UserSignup", Batches.RECORDS);
    private final HandWritten byHand = new HandWritten(signups::consume);
    private final SqsBatchHandler mailroom =
            SqsBatchHandler.builder(
                            EventRouter.builder()
                                    .on(USER_SIGNUP, event -> signups.consume(event.detail()))
                                    .unmatched(UnmatchedPolicy.SKIP)
                                    .build())
                    .build();

    /** A batch of 10 that Mailroom opens, routes, binds and reports. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse routedByMailroom() {
        return mailroom.handleRequest(routed.next(), context);
    }

    /** The same by hand. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse routedByHand() {
        return byHand.handleRequest(routed.next(), context);
    }

    /** A batch of 10 that nobody wants. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse unwantedByMailroom() {
        return mailroom.handleRequest(unwanted.next(), context);
    }

    /** The same by hand. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse unwantedByHand() {
        return byHand.handleRequest(unwanted.next(), context);
    }

    /** A batch of 10 that is routed, in another form than that in which EventBridge writes. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse otherFormByMailroom() {
        return mailroom.handleRequest(otherForm.next(), context);
    }

    /** The same by hand. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse otherFormByHand() {
        return byHand.handleRequest(otherForm.next(), context);
    }

    /** One batch of all the records. */
    @Benchmark
    @OperationsPerInvocation(Batches.RECORDS)
    public SQSBatchResponse largeByMailroom() {
        return mailroom.handleRequest(large.next(), context);
    }
}
