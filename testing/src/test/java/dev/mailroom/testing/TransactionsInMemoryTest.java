package dev.mailroom.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

import java.util.Map;
import java.util.function.Consumer;

/** What DynamoDB refuses, tables in memory refuse. */
class TransactionsInMemoryTest {

    private static final TransactWriteItem MARKER = put(Map.of("id", s("marker")));

    private final InMemoryDynamoDb tables = new InMemoryDynamoDb().table("Orders", "id");

    @Test
    void makesTheMarkerAndThePutsAndKeepsTheRest() {
        TransactWriteItem update = update(it -> it.updateExpression("ADD n :one"));

        write(MARKER, put(Map.of("id", s("o-1"))), update);

        assertThat(tables.items("Orders"))
                .containsExactly(Map.of("id", s("marker")), Map.of("id", s("o-1")));
        assertThat(tables.transactions()).singleElement().matches(it -> it.hasTransactItems());
    }

    @Test
    void refusesTwoWritesToOneItem() {
        Map<String, AttributeValue> order = Map.of("id", s("o-1"), "n", s("1"));

        assertRefused(
                "Transaction request cannot include multiple operations on one item",
                MARKER,
                put(order),
                put(Map.of("id", s("o-1"))));
    }

    @Test
    void refusesKeysThatAreNotThoseOfTheTable() {
        String message = "The provided key element does not match the schema";

        assertRefused(message, MARKER, put(Map.of("number", s("o-1"))));
        assertRefused(
                message,
                MARKER,
                update(
                        it ->
                                it.key(Map.of("id", s("o-1"), "n", s("1")))
                                        .updateExpression("ADD n :one")));
    }

    @Test
    void refusesAnEmptyKey() {
        assertRefused(
                "The key attribute id is empty, or not a string, number or binary",
                MARKER,
                put(Map.of("id", s(""))));
    }

    @Test
    void refusesPlaceholdersThatAreNotDefinedOrNotUsed() {
        assertRefused(
                "The expressions use the placeholders [:two], but defined are [:one]",
                MARKER,
                update(it -> it.updateExpression("ADD n :two")));
    }

    @Test
    void refusesATableThatIsNotThere() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> write(MARKER, update(it -> it.tableName("Nowhere"))))
                .withMessageContaining("no table Nowhere: add it by table(name, key)");
    }

    private void assertRefused(String message, TransactWriteItem... writes) {
        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> write(writes))
                .satisfies(
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("ValidationException");
                            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
                        });
        assertThat(tables.items("Orders")).isEmpty();
    }

    private void write(TransactWriteItem... writes) {
        tables.transactWriteItems(request -> request.transactItems(writes));
    }

    private static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(it -> it.tableName("Orders").item(item)).build();
    }

    private static TransactWriteItem update(Consumer<Update.Builder> more) {
        Update.Builder update =
                Update.builder()
                        .tableName("Orders")
                        .key(Map.of("id", s("o-2")))
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")));
        more.accept(update);
        return TransactWriteItem.builder().update(update.build()).build();
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }
}
