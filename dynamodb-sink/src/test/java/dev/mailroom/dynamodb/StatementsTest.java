package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.testing.InMemoryDynamoDb;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What statements say, and what the database in memory makes of them. */
class StatementsTest {

    private final InMemoryDynamoDb database = new InMemoryDynamoDb().table("Effects", "id");

    @Test
    void anUpdateQuotesItsNamesAndBindsItsValues() {
        BatchStatementRequest update = completion("a", "me", Map.of("result", text("done")));

        assertThat(update.statement())
                .isEqualTo(
                        "UPDATE \"Effects\" SET \"result\" = ? REMOVE \"lockedUntil\" WHERE \"id\" = ?"
                                + " AND \"lockOwner\" = ?");
        assertThat(update.parameters()).containsExactly(text("done"), text("a"), text("me"));
    }

    @Test
    void whatNoStatementCanSayIsNull() {
        Map<String, AttributeValue> none = Map.of();

        assertThat(Statements.update("Effects", Map.of("it's", text("")), "l", none)).isNull();
        assertThat(Statements.update("Effects", none, "l", Map.of("a\"b", text("")))).isNull();
        String arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/Effects";
        assertThat(Statements.update(arn, none, "l", Map.of("id", text("a")))).isNull();
    }

    @Test
    void anUpdateChangesTheItemThatHasAllValuesAndNoOther() {
        lock("a");
        lock("b");

        List<BatchStatementResponse> responses =
                execute(
                        completion("a", "me", Map.of("result", text("done"))),
                        completion("b", "you", Map.of()),
                        completion("c", "me", Map.of()));

        assertThat(responses.get(0).error()).isNull();
        assertThat(responses.subList(1, 3))
                .extracting(response -> response.error().code())
                .containsOnly(BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED);
        assertThat(database.item("Effects", "a"))
                .hasValue(Map.of("id", text("a"), "lockOwner", text("me"), "result", text("done")));
        assertThat(database.item("Effects", "b").orElseThrow()).containsKey("lockedUntil");
        assertThat(database.item("Effects", "c")).isEmpty();
    }

    private void lock(String id) {
        Map<String, AttributeValue> item =
                Map.of("id", text(id), "lockOwner", text("me"), "lockedUntil", text("soon"));
        assertThat(execute(Statements.insert("Effects", item)).get(0).error()).isNull();
    }

    private List<BatchStatementResponse> execute(BatchStatementRequest... statements) {
        return database.batchExecuteStatement(request -> request.statements(statements))
                .responses();
    }

    private static BatchStatementRequest completion(
            String id, String owner, Map<String, AttributeValue> set) {
        Map<String, AttributeValue> where = new LinkedHashMap<>();
        where.put("id", text(id));
        where.put("lockOwner", text(owner));
        return Statements.update("Effects", set, "lockedUntil", where);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
