package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

class BatchResponseTest {

    private static final Set<String> BATCH = new LinkedHashSet<>(List.of("m1", "m2", "m3"));
    private static final BatchResponse ALL_DONE = new BatchResponse.Failed(Set.of());

    @Test
    void c1AResponseThatIsNotJsonFailsTheWholeBatch() {
        assertThat(BatchResponse.read("{\"batchItemFailures\":", BATCH))
                .isEqualTo(new BatchResponse.WholeBatch("the response is not JSON"));
    }

    @Test
    void aResponseThatIsNoObjectFailsTheWholeBatch() {
        assertThat(BatchResponse.read("\"done\"", BATCH))
                .isEqualTo(new BatchResponse.WholeBatch("the response is not a JSON object"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"batchItemFailures\":null}",
                "{\"batchItemFailures\":[]}",
                "{\"statusCode\":200}"
            })
    void c2AnEmptyResponseMeansThatEveryMessageIsDone(String response) {
        assertThat(BatchResponse.read(response, BATCH)).isEqualTo(ALL_DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"messageId\":\"m1\"}]}",
                "{\"batchItemFailures\":[\"m1\"]}"
            })
    void c3AMissingIdFailsTheWholeBatch(String response) {
        assertThat(BatchResponse.read(response, BATCH))
                .isEqualTo(
                        new BatchResponse.WholeBatch(
                                "an item of batchItemFailures has no itemIdentifier"));
    }

    @Test
    void c3AnUnknownIdFailsTheWholeBatch() {
        assertThat(
                        BatchResponse.read(
                                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m9\"}]}", BATCH))
                .isEqualTo(
                        new BatchResponse.WholeBatch(
                                "batchItemFailures names m9, which is not in the batch"));
    }

    @Test
    void failuresThatAreNoListFailTheWholeBatch() {
        assertThat(BatchResponse.read("{\"batchItemFailures\":\"m1\"}", BATCH))
                .isEqualTo(new BatchResponse.WholeBatch("batchItemFailures is not a list"));
    }

    @Test
    void reportedMessagesAreKeptAndNoOthers() {
        String response =
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m3\"},{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m3\"}]}";

        assertThat(BatchResponse.read(response, BATCH))
                .isEqualTo(new BatchResponse.Failed(Set.of("m1", "m3")));
    }

    @Test
    void c4AnIgnoredResponseMeansThatEveryMessageIsDone() {
        for (String response : List.of("", "null", "\"ok\"", "no JSON", "{}")) {
            assertThat(BatchResponse.ignoring(response, BATCH)).isEqualTo(ALL_DONE);
        }
    }

    @Test
    void c4FailuresThatNobodyAskedForAreKnown() {
        assertThat(
                        BatchResponse.ignoring(
                                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m3\"}]}", BATCH))
                .isEqualTo(new BatchResponse.Ignored(Set.of("m3")));
    }
}
