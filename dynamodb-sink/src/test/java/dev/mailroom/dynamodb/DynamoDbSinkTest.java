package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a real table does not do on demand. */
class DynamoDbSinkTest {

    private static final String WHERE = "table \"Signups\" (key attribute \"id\")";

    private final DynamoDbClient client = mock(DynamoDbClient.class);
    private final DynamoDbSink<Map<String, String>> sink =
            DynamoDbSink.<Map<String, String>>builder("Signups")
                    .key("id")
                    .client(client)
                    .retries(VirtualTime.retries(Duration.ofSeconds(3)))
                    .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDeniedException     | 400 | the role lacks the permission dynamodb:PutItem for "
                        + WHERE,
                "ResourceNotFoundException | 400 | "
                        + WHERE
                        + " does not exist in the client's account and region",
                "ThrottlingException       | 400 | DynamoDB throttled a write to " + WHERE,
                "InternalServerError       | 500 | DynamoDB failed a write to "
                        + WHERE
                        + " with status 500 InternalServerError",
            })
    void saysWhatAFailureMeansAndKeepsItsCause(String code, int status, String message) {
        DynamoDbException failure = failure(code, status);
        when(client.putItem(any(PutItemRequest.class))).thenThrow(failure);

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> sink.write(IdempotencyKey.of("1"), Map.of()))
                .withMessage(message)
                .withCause(failure);
    }

    @ParameterizedTest
    @MethodSource("whatPasses")
    void whatPassesIsTriedAgain(SdkException failure) {
        when(client.putItem(any(PutItemRequest.class)))
                .thenThrow(failure)
                .thenReturn(PutItemResponse.builder().build());

        assertThat(sink.write(IdempotencyKey.of("1"), Map.of())).isEqualTo(WriteResult.WRITTEN);
    }

    // C30; a time-out of the client's own is shorter than the time that the record has.
    static List<SdkException> whatPasses() {
        return List.of(
                ApiCallTimeoutException.create(1),
                ApiCallAttemptTimeoutException.create(1),
                SdkClientException.create("reset", new IOException("connection reset")),
                ReplicatedWriteConflictException.builder().statusCode(400).build(),
                failure("TransactionConflictException", 400),
                failure("InternalServerError", 500));
    }

    @Test
    void saysThatAWriteWithoutAnAnswerIsNotKnownToHaveHappened() {
        when(client.putItem(any(PutItemRequest.class)))
                .thenThrow(SdkClientException.create("time-out"));

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> sink.write(IdempotencyKey.of("1"), Map.of()))
                .withMessage(
                        "no answer for a write to "
                                + WHERE
                                + "; whether it took effect is not known");
    }

    @Test
    void refusesAnItemWhoseOwnKeyIsAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sink.write(IdempotencyKey.of("1"), Map.of("id", "2")))
                .withMessage(
                        "the item's own \"id\" is not that of its key; table Signups stores the key in that"
                                + " attribute, so leave it out of the item or make them equal");
        verify(client, never()).putItem(any(PutItemRequest.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "with space", "arn:aws:dynamodb"})
    void refusesANameThatNoTableCanHave(String table) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamoDbSink.builder(table))
                .withMessage(
                        "\""
                                + table
                                + "\" is not a DynamoDB table name: expected 3 to 255 letters, digits, '_',"
                                + " '-' or '.', or an ARN");
    }

    @Test
    void takesAnArnForATable() {
        assertThat(DynamoDbSink.builder("arn:aws:dynamodb:eu-west-1:111122223333:table/Signups"))
                .isNotNull();
    }

    @Test
    void needsItsKeyAttribute() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DynamoDbSink.builder("Signups").client(client).build())
                .withMessage("the sink of table Signups needs its key attribute: call key(...)");
    }

    @Test
    void refusesAnExpiryInTheKeyAttribute() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                DynamoDbSink.builder("Signups")
                                        .key("id")
                                        .timeToLive("id", Duration.ofDays(1))
                                        .client(client)
                                        .build())
                .withMessage("\"id\" cannot be both the key and the expiry of table Signups");
    }

    @Test
    void refusesALifetimeBelowASecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DynamoDbSink.builder("Signups")
                                        .timeToLive("expiresAt", Duration.ofMillis(999)))
                .withMessage("an item must live for a second or more, but not for PT0.999S");
    }

    private static DynamoDbException failure(String code, int status) {
        return (DynamoDbException)
                DynamoDbException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                        .statusCode(status)
                        .build();
    }

    @Test
    void refusesAnItemWithItsOwnValueForTheExpiry() {
        DynamoDbSink<Map<String, String>> expiring =
                DynamoDbSink.<Map<String, String>>builder("Signups")
                        .key("id")
                        .timeToLive("expiresAt", Duration.ofDays(1))
                        .client(client)
                        .build();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> expiring.write(IdempotencyKey.of("1"), Map.of("expiresAt", "never")))
                .withMessage(
                        "the item has an attribute \"expiresAt\" of its own, but its expiry is stored there: leave it out or"
                                + " rename it");
    }

    @Test
    void refusesAnItemWithItsOwnValueForTheFingerprint() {
        DynamoDbSink<Map<String, String>> printing =
                DynamoDbSink.<Map<String, String>>builder("Signups")
                        .key("id")
                        .fingerprint("print")
                        .client(client)
                        .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> printing.write(IdempotencyKey.of("1"), Map.of("print", "mine")))
                .withMessage(
                        "the item has an attribute \"print\" of its own, but its fingerprint is stored there: leave it out or"
                                + " rename it");
    }

    @Test
    void aKeyThatNoTableTakesIsPoison() {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> sink.write(IdempotencyKey.of("\u00fc".repeat(1025)), Map.of()))
                .withMessage("key \"id\" has 2050 bytes; DynamoDB takes at most 2048");
    }

    @Test
    void aKeyThatDynamoDbWouldNotKeepIsPoison() {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> sink.write(IdempotencyKey.of("a\ud800"), Map.of()))
                .withMessage(
                        "key \"id\" has half a surrogate pair, which UTF-8 cannot encode; other such keys would be"
                                + " the same to DynamoDB");
        verify(client, never()).putItem(any(PutItemRequest.class));
    }

    @Test
    void refusesAKeyThatIsAGuards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sink.write(IdempotencyKey.of("mailroom-guard#1"), Map.of()))
                .withMessage(
                        "an idempotency key that begins with \"mailroom-guard#\" is reserved for guards");
    }

    @Test
    void aGuardTakesNoKeyThatNoTableTakes() {
        IdempotencyGuard guard = DynamoDbIdempotencyGuard.builder("Effects").client(client).build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () ->
                                guard.runOnce(
                                        IdempotencyKey.of("k".repeat(2049)),
                                        Deliveries.delivery(Duration.ofSeconds(30)),
                                        () -> {}))
                .withMessage("key \"id\" has 2064 bytes; DynamoDB takes at most 2048");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lockOwner", "lockedUntil", "result"})
    void aGuardKeepsItsOwnAttributesApartFromItsKey(String attribute) {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                DynamoDbIdempotencyGuard.builder("Effects")
                                        .key(attribute)
                                        .client(client)
                                        .build())
                .withMessage(
                        "\""
                                + attribute
                                + "\" cannot be both the "
                                + attribute
                                + " and the key of table Effects");
    }
}
