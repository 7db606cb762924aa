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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
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
    private final SqsBatchHandler mailroom =
            SqsBatchHandler.builder(
                            EventRouter.builder()
                                    .on(USER_SIGNUP, event -> signups.consume(event.detail()))
                                    .unmatched(UnmatchedPolicy.SKIP)
                                    .build())
                    .build();

    /** In which form the events come. */
    @Param public Form form = Form.COMPACT;

    private Batches routed = new Batches(form, "UserSignup", 10);
    private Batches unwanted = new Batches(form, "UserHasLeft", 10);
    private Batches large = new Batches(form, "UserSignup", Batches.RECORDS);
    private HandWritten byHand = new HandWritten(form, signups::consume);

    /** Makes the batches. */
    @Setup
    public void prepare() {
        routed = new Batches(form, "UserSignup", 10);
        unwanted = new Batches(form, "UserHasLeft", 10);
        large = new Batches(form, "UserSignup", Batches.RECORDS);
        byHand = new HandWritten(form, signups::consume);
    }

    static EnvelopeBenchmark of(Form form) {
        EnvelopeBenchmark benchmark = new EnvelopeBenchmark();
        benchmark.form = form;
        benchmark.prepare();
        return benchmark;
    }

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

    /** One batch of all the records. */
    @Benchmark
    @OperationsPerInvocation(Batches.RECORDS)
    public SQSBatchResponse largeByMailroom() {
        return mailroom.handleRequest(large.next(), context);
    }
}
