package dev.mailroom.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

/** Cannot be constructed. */
public final class FailingInitHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    /** Throws. */
    public FailingInitHandler() {
        throw new IllegalStateException("no table name");
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        throw new AssertionError("never constructed");
    }
}
