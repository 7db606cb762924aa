package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class RateScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "rate(1 minute), PT1M",
        "rate(5 minutes), PT5M",
        "rate(1 hour), PT1H",
        "rate(12 hours), PT12H",
        "rate(1 day), PT24H",
        "rate(7 days), PT168H"
    })
    void readsEveryUnit(String expression, Duration period) {
        assertThat(RateSchedule.parse("r", expression))
                .isEqualTo(new RateSchedule(expression, period));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(1 minutes)", "rate(2 minute)", "rate(1 days)", "rate(10 hour)"})
    void refusesTheWrongNumberOfTheUnit(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateSchedule.parse("r", expression))
                .withMessage(
                        "Rule 'r': schedule expression '%s': the unit is singular for a value of 1 and plural for any other.",
                        expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(0 minutes)",
                "rate(-1 minute)",
                "rate(1.5 hours)",
                "rate(5 seconds)",
                "rate(5  minutes)",
                "rate( 5 minutes)",
                "rate(05 minutes)",
                "Rate(5 minutes)",
                "5 minutes",
                ""
            })
    void refusesWhatIsNoRate(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateSchedule.parse("r", expression))
                .withMessage(
                        "Rule 'r': schedule expression '%s': must be rate(<value> <unit>) with a value of 1 or more and"
                                + " the unit minute, minutes, hour, hours, day or days.",
                        expression);
    }
}
