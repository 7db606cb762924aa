package dev.mailroom.local.internal.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

/** The other ways into a dead-letter queue are in {@code DlqIT}. */
class CauseTest {

    private static final Map<String, String> OF_LAMBDA =
            Map.of("RequestID", "r-1", "ErrorCode", "200", "ErrorMessage", "no name", "own", "a");

    @Test
    void aFunctionGivesUpWithTheErrorOfItsLastAttempt() {
        assertThat(Cause.of("{}", OF_LAMBDA)).isEqualTo(new Cause.GivenUpByFunction("no name"));
    }

    @Test
    void whatARuleSaysBesideItsCodeIsNotPartOfTheReason() {
        Cause cause =
                Cause.of("{}", Map.of("RULE_ARN", "r", "ERROR_CODE", "C", "ERROR_MESSAGE", "m"));

        assertThat(cause.reason()).isEqualTo("C");
        assertThat(cause.describe()).isEqualTo("C: m");
    }

    @Test
    void onlyWhatSaysWhyAMessageIsThereStaysBehind() {
        assertThat(Cause.marks(OF_LAMBDA.keySet()))
                .containsExactlyInAnyOrder("RequestID", "ErrorCode", "ErrorMessage");
        assertThat(Cause.marks(Set.of("ErrorCode", "own", "mailroom.reason", "ERROR_CODE")))
                .containsExactlyInAnyOrder("mailroom.reason", "ERROR_CODE");
    }
}
