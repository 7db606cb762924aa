package dev.mailroom.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/** Does with each message what a word in its body says, and logs which message it has in hand. */
public final class ScriptedHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            context.getLogger().log("handling " + message.getMessageId() + "\n");
            if (fails(message, context)) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private static boolean fails(SQSEvent.SQSMessage message, Context context) {
        String body = message.getBody();
        boolean first = message.getAttributes().get("ApproximateReceiveCount").equals("1");
        if (first && body.contains("throws-once")) {
            throw new IllegalStateException("thrown on purpose");
        }
        if (first && body.contains("hangs-once")) {
            context.getLogger().log("hanging\n");
            hang();
        }
        if (body.contains("tells-its-environment")) {
            context.getLogger()
                    .log(
                            "environment "
                                    + String.join(",", new TreeSet<>(System.getenv().keySet()))
                                    + "\n");
        }
        return body.contains("always-fails") || (first && body.contains("fails-once"));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
