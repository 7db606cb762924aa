package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is made of a cancelled transaction, and which ones are never sent (C28, C30). */
class TransactionRefusalTest {

    private final DynamoDbClient client = mock(DynamoDbClient.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConditionalCheckFailed",
                "ValidationError",
                "ItemCollectionSizeLimitExceeded",
                "None"
            })
    void aMarkerInConflictIsTriedAgainWhateverTheOtherReasons(String other) {
        when(client.transactWriteItems(any(TransactWriteItemsRequest.class)))
                .thenThrow(cancelled("TransactionConflict", other))
                .thenReturn(TransactWriteItemsResponse.builder().build());

        assertThat(write(List.of(put("Orders", "o-1")))).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void aFailedConditionNamesItsTable() {
        when(client.transactWriteItems(any(TransactWriteItemsRequest.class)))
                .thenThrow(cancelled("None", "None", "ConditionalCheckFailed"));

        assertThatExceptionOfType(TransactionConditionFailedException.class)
                .isThrownBy(() -> write(List.of(put("Orders", "o-1"), put("Stock", "pen"))))
                .withMessage(
                        "nothing was written: the condition of write 1, to table \"Stock\", does"
                                + " not hold");
    }

    @Nested
    class NeverSent {

        @AfterEach
        void nothingIsSent() {
            verify(client, never()).transactWriteItems(any(TransactWriteItemsRequest.class));
        }

        @Test
        void moreWritesThanATransactionHolds() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(Collections.nCopies(100, put("Orders", "o-1"))))
                    .withMessage(
                            "a transaction with table \"Markers\" (key attribute \"id\") and writes to [Orders]"
                                    + " can never succeed: it can hold 99 writes besides its"
                                    + " marker, but this one has 100");
        }

        @Test
        void theSamePutTwice() {
            refusesTwice("Orders", put("Orders", "o-1"), put("Orders", "o-1"));
        }

        @Test
        void aPutAndAnUpdateOfOneItem() {
            refusesTwice("Stock", put("Stock", "pen"), update("Stock", "pen"));
        }

        @Test
        void anUpdateAndADeleteOfOneItem() {
            TransactWriteItem delete =
                    TransactWriteItem.builder()
                            .delete(it -> it.tableName("Stock").key(key("pen")))
                            .build();

            refusesTwice("Stock", update("Stock", "pen"), delete);
        }

        @Test
        void aCheckAndAnUpdateOfOneItem() {
            TransactWriteItem check =
                    TransactWriteItem.builder()
                            .conditionCheck(it -> it.tableName("Stock").key(key("pen")))
                            .build();

            refusesTwice("Stock", check, update("Stock", "pen"));
        }

        @Test
        void aWriteToTheMarkerItself() {
            refusesTwice("Markers", put("Markers", "e-1"));
        }

        private void refusesTwice(String table, TransactWriteItem... writes) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(List.of(writes)))
                    .withMessage(
                            "a transaction with table \"Markers\" (key attribute \"id\") and writes to ["
                                    + table
                                    + "] can never succeed: two of its writes go to the same item of"
                                    + " table \""
                                    + table
                                    + "\"");
        }

        @Test
        void anItemThatIsTooLarge() {
            TransactWriteItem large =
                    putOf("Orders", Map.of("id", AttributeValue.fromS("a".repeat(400 * 1024))));

            assertThatExceptionOfType(PoisonMessageException.class)
                    .isThrownBy(() -> write(List.of(put("Orders", "o-1"), large)))
                    .withMessage(
                            "a transaction with table \"Markers\" (key attribute \"id\") and writes to [Orders]"
                                    + " can never succeed: the item of write 1 has at least 409602"
                                    + " bytes; DynamoDB stores at most 409600");
        }

        @Test
        void moreThanFourMegabytes() {
            TransactWriteItem[] writes = new TransactWriteItem[11];
            for (int i = 0; i < writes.length; i++) {
                writes[i] =
                        putOf(
                                "Orders",
                                Map.of(
                                        "id",
                                        AttributeValue.fromS("o-" + i),
                                        "text",
                                        AttributeValue.fromS("a".repeat(399 * 1024))));
            }

            assertThatExceptionOfType(PoisonMessageException.class)
                    .isThrownBy(() -> write(Arrays.asList(writes)))
                    .withMessageEndingWith("bytes; DynamoDB takes at most 4194304 in all");
        }

        @Test
        void anItemThatIsNestedTooDeeply() {
            AttributeValue nested = AttributeValue.fromS("a");
            for (int level = 0; level < 1_200; level++) {
                nested = AttributeValue.fromL(List.of(nested));
            }
            Map<String, AttributeValue> item = new HashMap<>(key("o-1"));
            item.put("nested", nested);

            assertThatExceptionOfType(PoisonMessageException.class)
                    .isThrownBy(() -> write(List.of(putOf("Orders", item))))
                    .withMessage(
                            "a transaction with table \"Markers\" (key attribute \"id\") and writes to [Orders]"
                                    + " can never succeed: the item of write 0 is nested more than"
                                    + " 32 levels deep; DynamoDB stores at most 32");
        }
    }

    @Test
    void itemsOfOneKeyInTwoTablesAreTwo() {
        when(client.transactWriteItems(any(TransactWriteItemsRequest.class)))
                .thenReturn(TransactWriteItemsResponse.builder().build());

        assertThat(write(List.of(update("Orders", "a"), update("Stock", "a"))))
                .isEqualTo(WriteResult.WRITTEN);
    }

    private WriteResult write(List<TransactWriteItem> writes) {
        return DynamoDbTransactionalSink.<String>builder("Markers")
                .key("id")
                .writes(item -> writes)
                .client(client)
                .retries(VirtualTime.retries(Duration.ofSeconds(3)))
                .build()
                .write(IdempotencyKey.of("e-1"), "");
    }

    private static TransactionCanceledException cancelled(String... codes) {
        List<CancellationReason> reasons =
                Arrays.stream(codes)
                        .map(code -> CancellationReason.builder().code(code).build())
                        .toList();
        return TransactionCanceledException.builder()
                .cancellationReasons(reasons)
                .statusCode(400)
                .build();
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static TransactWriteItem put(String table, String id) {
        return putOf(table, key(id));
    }

    private static TransactWriteItem putOf(String table, Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
    }

    private static TransactWriteItem update(String table, String id) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table).key(key(id)))
                .build();
    }
}
