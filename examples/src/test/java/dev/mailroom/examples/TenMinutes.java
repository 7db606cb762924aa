package dev.mailroom.examples;

import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Functions that take ten minutes over a record "slow". */
final class TenMinutes {

    private static final RecordHandler TEN_MINUTES =
            (record, delivery) -> {
                if (record.body().equals("slow")) {
                    new CountDownLatch(1).await(10, TimeUnit.MINUTES);
                }
            };

    /** Handles record after record in Lambda's own thread. */
    public static final class OneByOne extends SqsBatchHandler {
        public OneByOne() {
            super(TEN_MINUTES);
        }
    }

    /** Handles several records at once. */
    public static final class AtOnce extends SqsBatchHandler {
        public AtOnce() {
            super(SqsBatchHandler.builder(TEN_MINUTES).concurrency(10));
        }
    }

    private TenMinutes() {}
}
