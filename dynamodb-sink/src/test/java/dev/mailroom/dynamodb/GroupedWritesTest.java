package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the statements of one request come to. */
class GroupedWritesTest {

    private static final String WHERE = "table \"Signups\" (key attribute \"id\")";
    private static final Attempt<WriteResult> UNDECIDED = new Attempt.Undecided<>();
    private static final TableKey<Object> KEY =
            new TableKey<>(KeyPart.partition("id", (key, item) -> key.text()), null);
    private static final TimeLimit MINUTE = TimeLimit.of(Duration.ofMinutes(1), () -> 0);
    private static final String MAY_NOT_INSERT =
            "the role lacks the permission dynamodb:PartiQLInsert for "
                    + WHERE
                    + ", which lanes that write together need: grant it, or switch groupCommit(false)";

    private final DynamoDbClient client = mock(DynamoDbClient.class);
    private final ItemWriter<Object> writer =
            new ItemWriter<>(
                    "Signups",
                    KEY,
                    new AttributeMapper(new ObjectMapper()),
                    new AbsentKey("id", null, Clock.systemUTC()),
                    null);

    // C26
    @Test
    void aDuplicateItemIsThatWritesOutcomeAlone() {
        answer(inserted(), error(BatchStatementErrorCodeEnum.DUPLICATE_ITEM));

        assertThat(send(true)).containsExactly(Attempt.Settled.WRITTEN, Attempt.Settled.DUPLICATE);
    }

    @Test
    void aDuplicateItemDecidesNothingWhereExpiryOrContentMatter() {
        answer(inserted(), error(BatchStatementErrorCodeEnum.DUPLICATE_ITEM));

        assertThat(send(false)).containsExactly(Attempt.Settled.WRITTEN, UNDECIDED);
    }

    // C30
    @ParameterizedTest
    @EnumSource(
            value = BatchStatementErrorCodeEnum.class,
            names = {
                "REQUEST_LIMIT_EXCEEDED",
                "PROVISIONED_THROUGHPUT_EXCEEDED",
                "THROTTLING_ERROR",
                "TRANSACTION_CONFLICT",
                "INTERNAL_SERVER_ERROR"
            })
    void whatPassesIsTriedAgain(BatchStatementErrorCodeEnum code) {
        answer(inserted(), error(code));

        assertThat(send(true).get(1)).isInstanceOf(Attempt.Again.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchStatementErrorCodeEnum.class,
            mode = Mode.INCLUDE,
            names = {"RESOURCE_NOT_FOUND", "ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED"})
    void whatDoesNotPassFailsThatWriteAlone(BatchStatementErrorCodeEnum code) {
        answer(inserted(), error(code));

        List<Attempt<WriteResult>> attempts = send(true);
        assertThat(attempts.get(0)).isEqualTo(Attempt.Settled.WRITTEN);
        assertThat(messageOf(attempts.get(1)))
                .isEqualTo("DynamoDB failed a write to " + WHERE + " with " + code);
    }

    @Test
    void anInvalidStatementIsLeftToARequestOfItsOwn() {
        answer(inserted(), error(BatchStatementErrorCodeEnum.VALIDATION_ERROR));

        assertThat(send(true)).containsExactly(Attempt.Settled.WRITTEN, UNDECIDED);
    }

    @Test
    void anInvalidRequestIsLeftToARequestForEach() {
        when(client.batchExecuteStatement(any(BatchExecuteStatementRequest.class)))
                .thenThrow(RandomFaults.service("ValidationException", 400));

        assertThat(send(true)).containsExactly(UNDECIDED, UNDECIDED);
    }

    @Test
    void namesTheMissingPermissionAndTheSwitch() {
        when(client.batchExecuteStatement(any(BatchExecuteStatementRequest.class)))
                .thenThrow(RandomFaults.service("AccessDeniedException", 400));

        assertThat(send(true))
                .extracting(GroupedWritesTest::messageOf)
                .containsExactly(MAY_NOT_INSERT, MAY_NOT_INSERT);
    }

    @Test
    void namesTheMissingPermissionOfOneStatementToo() {
        answer(inserted(), error(BatchStatementErrorCodeEnum.ACCESS_DENIED));

        assertThat(messageOf(send(true).get(1))).isEqualTo(MAY_NOT_INSERT);
    }

    @Test
    void noAnswerIsTriedAgainByEach() {
        when(client.batchExecuteStatement(any(BatchExecuteStatementRequest.class)))
                .thenThrow(
                        SdkClientException.create("timed out", new SocketTimeoutException("read")));

        assertThat(send(true)).hasSize(2).hasOnlyElementsOfType(Attempt.Again.class);
    }

    @Test
    void anAnswerWithoutAResponseForEachStatementSettlesNothing() {
        answer(inserted());

        assertThat(send(true)).hasSize(2).hasOnlyElementsOfType(Attempt.Failed.class);
    }

    @Test
    void aStatementQuotesItsNamesAndBindsItsValues() {
        NewItem item = item("a");

        assertThat(item.statement().statement())
                .isEqualTo("INSERT INTO \"Signups\" VALUE {'name': ?,'id': ?}");
        assertThat(item.statement().parameters())
                .extracting(value -> value.s())
                .containsExactly("Ada", "a");
    }

    @Test
    void whatNoStatementCanSayIsSentAlone() {
        assertThat(Statements.insert("Signups", Map.of("it's", text()))).isNull();
        assertThat(Statements.insert("Signups", Map.of("n".repeat(8192), text()))).isNull();
        String arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/Signups";
        assertThat(Statements.insert(arn, Map.of("id", text()))).isNull();
    }

    private static AttributeValue text() {
        return AttributeValue.fromS("a");
    }

    private List<Attempt<WriteResult>> send(boolean duplicateIsFinal) {
        Table table = new Table(client, "Signups", KEY.description());
        InsertRequests inserts = new InsertRequests(table, null, duplicateIsFinal, size -> {});
        return inserts.send(List.of(item("a"), item("b")), MINUTE);
    }

    private NewItem item(String key) {
        return writer.prepare(IdempotencyKey.of(key), Map.of("name", "Ada"));
    }

    private void answer(BatchStatementResponse... responses) {
        when(client.batchExecuteStatement(any(BatchExecuteStatementRequest.class)))
                .thenReturn(BatchExecuteStatementResponse.builder().responses(responses).build());
    }

    private static BatchStatementResponse inserted() {
        return BatchStatementResponse.builder().build();
    }

    private static BatchStatementResponse error(BatchStatementErrorCodeEnum code) {
        return BatchStatementResponse.builder().error(error -> error.code(code)).build();
    }

    private static String messageOf(Attempt<WriteResult> attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Failed.class);
        return ((Attempt.Failed<WriteResult>) attempt).cause().getMessage();
    }
}
