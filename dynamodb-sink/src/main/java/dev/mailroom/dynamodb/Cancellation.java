package dev.mailroom.dynamodb;

import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;

import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.util.List;
import java.util.Objects;

/** Why a transaction was cancelled: one reason for each of its writes, the marker's first (C28). */
final class Cancellation {

    private static final String CONDITION = "ConditionalCheckFailed";

    private final Transaction transaction;
    private final TransactionCanceledException cause;

    Cancellation(Transaction transaction, TransactionCanceledException cause) {
        this.transaction = transaction;
        this.cause = cause;
    }

    Attempt<WriteResult> attempt() {
        List<String> codes = codes();
        String marker = codes.isEmpty() ? "None" : codes.get(0);
        // Once the writes are made, the business conditions may no longer hold.
        if (marker.equals(CONDITION)) {
            return Attempt.Settled.DUPLICATE;
        }
        // Nor while another delivery of the same event makes them: the next attempt finds its
        // marker.
        if (WriteFailures.isTransient(marker)) {
            return new Attempt.Again<>(cancelled(codes));
        }
        int business = codes.indexOf(CONDITION) - 1;
        if (business >= 0) {
            return new Attempt.Failed<>(conditionFailed(business));
        }
        return codes.stream().allMatch(Cancellation::mayPass)
                ? new Attempt.Again<>(cancelled(codes))
                : new Attempt.Failed<>(cancelled(codes));
    }

    private List<String> codes() {
        return cause.cancellationReasons().stream()
                .map(reason -> Objects.toString(reason.code(), "None"))
                .toList();
    }

    private static boolean mayPass(String code) {
        return code.equals("None") || WriteFailures.isTransient(code);
    }

    private TransactionConditionFailedException conditionFailed(int index) {
        return new TransactionConditionFailedException(
                transaction.tableOf(index), index, CONDITION, cause);
    }

    private SinkException cancelled(List<String> codes) {
        return new SinkException(
                "nothing was written: "
                        + transaction.description()
                        + " was cancelled, with a reason for the marker and each write: "
                        + codes,
                cause);
    }
}
