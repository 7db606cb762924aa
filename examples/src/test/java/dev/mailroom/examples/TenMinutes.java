package dev.mailroom.examples;

import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Functions that take ten minutes over a record "slow", and have twelve seconds: half of them until
 * the deadline, in which a cold function starts its first record also on a busy machine, and half
 * to answer.
 */
final class TenMinutes {

    static final Duration TIMEOUT = Duration.ofSeconds(12);
    private static final Duration MARGIN = TIMEOUT.dividedBy(2);

    private static final RecordHandler TEN_MINUTES =
            (record, delivery) -> {
                if (record.body().equals("slow")) {
                    new CountDownLatch(1).await(10, TimeUnit.MINUTES);
                }
            };

    /** Handles record after record in Lambda's own thread. */
    public static final class OneByOne extends SqsBatchHandler {
        public OneByOne() {
            super(SqsBatchHandler.builder(TEN_MINUTES).deadlineMargin(MARGIN));
        }
    }

    /** Handles several records at once. */
    public static final class AtOnce extends SqsBatchHandler {
        public AtOnce() {
            super(SqsBatchHandler.builder(TEN_MINUTES).deadlineMargin(MARGIN).concurrency(10));
        }
    }

    private TenMinutes() {}
}
