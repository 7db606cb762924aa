package dev.mailroom.dynamodb;

import dev.mailroom.SinkException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what a failed write means and who has to mend what, by table and key attribute. */
record WriteFailures(String table, String key) {

    SinkException explain(SdkException e) {
        return new SinkException(reason(e), e);
    }

    private String reason(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            return "no answer for a write to " + where() + "; whether it took effect is not known";
        }
        if (service.isThrottlingException()) {
            return "DynamoDB throttled a write to " + where();
        }
        String code =
                service.awsErrorDetails() == null ? "" : service.awsErrorDetails().errorCode();
        return switch (code) {
            case "ResourceNotFoundException" ->
                    where() + " does not exist in the client's account and region";
            case "AccessDeniedException" -> "the role lacks a permission to write to " + where();
            case "ValidationException" ->
                    where()
                            + " refused the item: expected that attribute to be its only key, a"
                            + " string of at most 2048 bytes, and the item to have at most 400 KB";
            default ->
                    "DynamoDB failed a write to "
                            + where()
                            + " with status "
                            + service.statusCode()
                            + " "
                            + code;
        };
    }

    private String where() {
        return "table \"" + table + "\" (key attribute \"" + key + "\")";
    }
}
