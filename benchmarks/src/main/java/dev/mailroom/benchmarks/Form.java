package dev.mailroom.benchmarks;

import java.util.UUID;

/** The forms in which an event reaches a function. Each says the same. */
public enum Form {
    /** As EventBridge writes it. */
    COMPACT {
        @Override
        String body(int i, String detailType) {
            return "{" + head(i, detailType) + ",\"detail\":" + detail(i) + "}";
        }
    },
    /** With white space, as people and input templates write it. */
    SPACED {
        @Override
        String body(int i, String detailType) {
            return COMPACT.body(i, detailType).replace("\":", "\": ").replace(",\"", ", \"");
        }
    },
    /** With the detail first, so that nobody knows yet what it is. */
    OTHER_ORDER {
        @Override
        String body(int i, String detailType) {
            return "{\"detail\":" + detail(i) + "," + head(i, detailType) + "}";
        }
    },
    /** In an object with a single field, from an input transformer. */
    WRAPPED {
        @Override
        String body(int i, String detailType) {
            return "{\"event\":" + COMPACT.body(i, detailType) + "}";
        }
    },
    /** In a notification, as SNS writes it. */
    IN_SNS {
        @Override
        String body(int i, String detailType) {
            return "{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \""
                    + new UUID(0x0a1b2c3d00005000L, 0x8000000000000001L + i)
                    + "\",\n  \"TopicArn\" : \"arn:aws:sns:us-west-1:111122223333:signups\",\n"
                    + "  \"Message\" : \""
                    + COMPACT.body(i, detailType).replace("\"", "\\\"")
                    + "\",\n  \"Timestamp\" : \"2026-11-22T18:43:49.000Z\",\n"
                    + "  \"SignatureVersion\" : \"1\",\n  \"Signature\" : \""
                    + "aB3".repeat(114)
                    + "==\",\n  \"SigningCertURL\" : \"https://sns.us-west-1.amazonaws.com/"
                    + "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem\",\n"
                    + "  \"UnsubscribeURL\" : \"https://sns.us-west-1.amazonaws.com/?Action=Unsubscribe"
                    + "&SubscriptionArn=arn:aws:sns:us-west-1:111122223333:signups:"
                    + "0a1b2c3d-0000-5000-8000-000000000001\"\n}";
        }
    };

    abstract String body(int i, String detailType);

    private static String head(int i, String detailType) {
        return "\"version\":\"0\",\"id\":\""
                + new UUID(0x6a7e8febb4914cf7L, 0xa9f1bf3703467718L + i)
                + "\",\"detail-type\":\""
                + detailType
                + "\",\"source\":\"my.webapp\",\"account\":\"111122223333\","
                + "\"time\":\"2026-11-22T18:43:48Z\",\"region\":\"us-west-1\",\"resources\":"
                + "[\"arn:aws:cognito-idp:us-west-1:111122223333:userpool/one\"]";
    }

    private static String detail(int i) {
        return "{\"user_id\":\"u-"
                + (100_000 + i)
                + "\",\"email\":\"ada.lovelace@example.com\",\"name\":\"Ada Lovelace\"}";
    }
}
