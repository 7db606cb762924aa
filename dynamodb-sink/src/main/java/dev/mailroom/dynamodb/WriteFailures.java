package dev.mailroom.dynamodb;

import dev.mailroom.SinkException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * Says what a failed write means, whether another attempt can help, and what to fix, by table and
 * key.
 */
final class WriteFailures {

    private static final Set<String> TRANSIENT =
            Set.of(
                    "RequestLimitExceeded",
                    "ProvisionedThroughputExceeded",
                    "ReplicatedWriteConflictException",
                    "ThrottlingError",
                    "TransactionConflict",
                    "TransactionConflictException",
                    "TransactionInProgressException",
                    "InternalServerError");

    /** The table and the attributes of its key, as texts name them. */
    final String where;

    WriteFailures(String where) {
        this.where = where;
    }

    <R> Attempt<R> judge(SdkException e) {
        return judge(e, new SinkException(reason(e), e));
    }

    /** Like {@link #judge(SdkException)}, for a request of several statements. */
    <R> Attempt<R> judgeBatch(SdkException e) {
        String reason = codeOf(e).equals("AccessDeniedException") ? mayNotInsert() : reason(e);
        return judge(e, new SinkException(reason, e));
    }

    /** Like {@link #judge(SdkException)}, for writes that may go to other tables too. */
    <R> Attempt<R> judgeTransaction(SdkException e, String transaction) {
        return judge(e, new SinkException(transactionReason(e, transaction), e));
    }

    /** What one statement of a request answered. */
    <R> Attempt<R> judgeStatement(BatchStatementError error) {
        String code = Objects.toString(error.codeAsString(), "");
        String reason =
                code.equals("AccessDenied")
                        ? mayNotInsert()
                        : "DynamoDB failed a write to " + where + " with " + code;
        SinkException cause = new SinkException(reason, null);
        return isTransient(code) ? new Attempt.Again<>(cause) : new Attempt.Failed<>(cause);
    }

    static boolean isTransient(String code) {
        return TRANSIENT.contains(code);
    }

    static String codeOf(SdkException e) {
        return e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? Objects.toString(service.awsErrorDetails().errorCode(), "")
                : "";
    }

    private static <R> Attempt<R> judge(SdkException e, SinkException cause) {
        if (e instanceof AbortedException) {
            // The lane that sent the request must end; the others whose writes it held may
            // continue.
            Thread.currentThread().interrupt();
        }
        return canPass(e) ? new Attempt.Again<>(cause) : new Attempt.Failed<>(cause);
    }

    private static boolean canPass(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return service.isThrottlingException()
                    || service.isRetryableException()
                    || service.statusCode() >= 500
                    || isTransient(codeOf(e));
        }
        // A timeout may be the client's own, or that of the lane that sent for others.
        return e instanceof AbortedException
                || e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || e.retryable()
                || e.getCause() instanceof IOException;
    }

    private String mayNotInsert() {
        return "the role lacks the permission dynamodb:PartiQLInsert for "
                + where
                + ", which lanes that write together need: grant it, or switch groupCommit(false)";
    }

    private String transactionReason(SdkException e, String transaction) {
        return switch (codeOf(e)) {
            case "ResourceNotFoundException" ->
                    "a table of "
                            + transaction
                            + " does not exist in the client's account and region";
            case "AccessDeniedException" ->
                    "the role lacks a permission for "
                            + transaction
                            + ": dynamodb:PutItem there, and what each of the other writes needs";
            case "ValidationException" ->
                    "DynamoDB refused "
                            + transaction
                            + ": expected valid writes of at most 4 MB, no two of them to one item, and"
                            + " exactly that key for the markers";
            default -> reason(e);
        };
    }

    private String reason(SdkException e) {
        if (hasNoCredentials(e)) {
            return "no write to "
                    + where
                    + " was sent: the AWS SDK found no credentials; on Lambda they come from the"
                    + " function's role, elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
        }
        if (!(e instanceof AwsServiceException service)) {
            return "no answer for a write to " + where + "; whether it took effect is not known";
        }
        if (service.isThrottlingException()) {
            return "DynamoDB throttled a write to " + where;
        }
        String code = codeOf(e);
        return switch (code) {
            case "ResourceNotFoundException" ->
                    where + " does not exist in the client's account and region";
            case "AccessDeniedException" ->
                    "the role lacks the permission dynamodb:PutItem for " + where;
            case "ValidationException" ->
                    where
                            + " refused the item: expected the table to have exactly that key, with"
                            + " values of those types, attributes that are keys of an index to be"
                            + " of its types, and the item to have at most 400 KB";
            default ->
                    "DynamoDB failed a write to "
                            + where
                            + " with status "
                            + service.statusCode()
                            + " "
                            + code;
        };
    }

    /** The SDK has no exception type for this; with another text, only the cause says it. */
    private static boolean hasNoCredentials(SdkException e) {
        return e instanceof SdkClientException
                && String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
    }
}
