package dev.mailroom.local.internal.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.Test;

class SqsMessageTest {

    private static final String RECEIVED =
            """
            {"MessageId":"m1","ReceiptHandle":"r1","Body":"hello","MD5OfBody":"5d41402abc4b2a76b9719d911017c592",
             "MD5OfMessageAttributes":"f4ceab5c",
             "Attributes":{"ApproximateReceiveCount":"1","SenderId":"127.0.0.1"},
             "MessageAttributes":{"kind":{"StringValue":"a","DataType":"String"},"raw":{"BinaryValue":"AQI=","DataType":"Binary"}}}
            """;

    @Test
    void becomesARecordAsLambdaWritesIt() throws Exception {
        SqsMessage message = new SqsMessage("orders.fifo", Json.read(RECEIVED));

        assertThat(Json.write(message.toRecord()))
                .isEqualTo(
                        "{\"messageId\":\"m1\",\"receiptHandle\":\"r1\",\"body\":\"hello\","
                                + "\"attributes\":{\"ApproximateReceiveCount\":\"1\",\"SenderId\":\"127.0.0.1\"},"
                                + "\"messageAttributes\":{\"kind\":{\"stringValue\":\"a\",\"stringListValues\":[],\"binaryListValues\":[],\"dataType\":\"String\"},"
                                + "\"raw\":{\"binaryValue\":\"AQI=\",\"stringListValues\":[],\"binaryListValues\":[],\"dataType\":\"Binary\"}},"
                                + "\"md5OfBody\":\"5d41402abc4b2a76b9719d911017c592\",\"md5OfMessageAttributes\":\"f4ceab5c\","
                                + "\"eventSource\":\"aws:sqs\",\"eventSourceARN\":\"arn:aws:sqs:us-east-1:000000000000:orders.fifo\","
                                + "\"awsRegion\":\"us-east-1\"}");
    }
}
