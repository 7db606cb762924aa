package dev.mailroom.local.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggedOutcomeTest {

    @Test
    void aLineOfTextHasItsReasonToTheEnd() {
        assertThat(
                        LoggedOutcome.in(
                                "12:00 WARN Poison: message m-1, receive 2: \"detail\" is null"
                                        + " (messageId: m-1), caused by \"x\""))
                .isEqualTo(
                        new LoggedOutcome("POISON", "m-1", "\"detail\" is null, caused by \"x\""));
    }

    @Test
    void aLineInJsonHasItInTheFieldWithTheText() {
        LoggedOutcome expected = new LoggedOutcome("RETRY", "m-1", "no \"x\"");

        assertThat(
                        LoggedOutcome.in(
                                "{\"level\":\"WARN\",\"message\":\"Retry: message m-1, receive 1:"
                                        + " no \\\"x\\\"\",\"thread\":\"main\"}"))
                .isEqualTo(expected);
        assertThat(LoggedOutcome.in("{\"msg\":\"Retry: message m-1, receive 1: no \\\"x\\\"\"}"))
                .isEqualTo(expected);
    }

    @Test
    void anOutcomeMayHaveNoReason() {
        assertThat(LoggedOutcome.in("Duplicate: message m-1, receive 3"))
                .isEqualTo(new LoggedOutcome("DUPLICATE", "m-1", null));
    }

    @Test
    void otherLinesHaveNoOutcome() {
        assertThat(LoggedOutcome.in("message m-1 is fine")).isNull();
        assertThat(LoggedOutcome.in("{not JSON: message m-1")).isNull();
        assertThat(LoggedOutcome.in("{\"message\":5}")).isNull();
    }
}
