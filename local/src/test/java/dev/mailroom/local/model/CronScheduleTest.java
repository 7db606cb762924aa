package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneOffset;

class CronScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // As in AWS's documentation.
                "cron(0 10 * * ? *);2026-01-01T00:00:00Z;2026-01-01T10:00:00Z",
                "cron(15 12 * * ? *);2026-01-01T12:15:00Z;2026-01-02T12:15:00Z",
                "cron(0 18 ? * MON-FRI *);2026-01-02T18:00:00Z;2026-01-05T18:00:00Z",
                "cron(0 8 1 * ? *);2026-01-01T08:00:00Z;2026-02-01T08:00:00Z",
                "cron(0/15 * * * ? *);2026-01-01T00:15:00Z;2026-01-01T00:30:00Z",
                "cron(0/10 * ? * MON-FRI *);2026-01-02T23:50:00Z;2026-01-05T00:00:00Z",
                "cron(0/5 8-17 ? * MON-FRI *);2026-01-02T17:55:00Z;2026-01-05T08:00:00Z",
                "cron(0/30 20-2 ? * MON-FRI *);2026-01-05T02:30:00Z;2026-01-05T20:00:00Z",
                "cron(0/30 20-2 ? * MON-FRI *);2026-01-05T23:30:00Z;2026-01-06T00:00:00Z",
                // Everything else.
                "cron(* * * * ? *);2026-01-01T00:00:00Z;2026-01-01T00:01:00Z",
                "cron(* * * * ? *);2026-01-01T00:00:59.999Z;2026-01-01T00:01:00Z",
                "cron(0 0 29 2 ? *);2026-01-01T00:00:00Z;2028-02-29T00:00:00Z",
                "cron(0 0 31 * ? *);2026-01-31T00:00:00Z;2026-03-31T00:00:00Z",
                "cron(0 0 L * ? *);2026-02-01T00:00:00Z;2026-02-28T00:00:00Z",
                "cron(0 0 3W * ? *);2026-01-01T00:00:00Z;2026-01-02T00:00:00Z",
                "cron(0 0 1W * ? *);2026-01-31T00:00:00Z;2026-02-02T00:00:00Z",
                "cron(0 0 31W * ? *);2026-05-01T00:00:00Z;2026-05-29T00:00:00Z",
                "cron(0 0 ? * L *);2026-01-01T00:00:00Z;2026-01-03T00:00:00Z",
                "cron(0 0 ? * 6L *);2026-01-01T00:00:00Z;2026-01-30T00:00:00Z",
                "cron(0 0 ? * 3#2 *);2026-01-01T00:00:00Z;2026-01-13T00:00:00Z",
                "cron(0 0 ? * 3#1 *);2026-04-01T00:00:00Z;2026-04-07T00:00:00Z",
                "cron(0 0 ? * 2,SUN *);2026-01-01T00:00:00Z;2026-01-04T00:00:00Z",
                "cron(0 0 1 JAN,jul ? *);2026-01-01T00:00:00Z;2026-07-01T00:00:00Z",
                "cron(0 0 1 1 ? 2030-2032);2026-01-01T00:00:00Z;2030-01-01T00:00:00Z",
                "cron(0 0 1 1 ? 2025);2026-01-01T00:00:00Z;never",
            })
    void ticksWhenAwsSays(String expression, String last, String next) {
        assertThat(
                        CronSchedule.parse("p", expression, ZoneOffset.UTC)
                                .next(Instant.parse(last))
                                .map(Instant::toString)
                                .orElse("never"))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cron(0 10 * * ?);must have six fields: minutes, hours, day of month, month, day of week, year.",
                "cron(0 10 * * * *);one of day of month and day of week must be '?', and the other not.",
                "cron(0 10 ? * ? *);one of day of month and day of week must be '?', and the other not.",
                "cron(60 10 * * ? *);minutes: '60' must be within 0 and 59.",
                "cron(0 24 * * ? *);hours: '24' must be within 0 and 23.",
                "cron(0 0 32 * ? *);day of month: '32' must be within 1 and 31.",
                "cron(0 0 * 13 ? *);month: '13' must be within 1 and 12.",
                "cron(0 0 ? * 8 *);day of week: '8' must be within 1 and 7.",
                "cron(0 0 ? * FOO *);day of week: 'FOO' is not understood.",
                "cron(0/0 0 * * ? *);minutes: '0/0' must be within 0 and 59.",
                "cron(0 0 * * ? 1969);year: '1969' must be within 1970 and 2199.",
                "cron(0 0 * * ? 2030-2025);year: '2030-2025' must be within 1970 and 2199.",
                "cron(0 5-24 * * ? *);hours: '5-24' must be within 0 and 23.",
            })
    void whatAwsWouldNotTakeIsRefused(String expression, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalRule.scheduled("nightly", expression))
                .withMessageStartingWith(
                        "Rule 'nightly': schedule expression '" + expression + "': ")
                .withMessageEndingWith(fault);
    }

    @Test
    void aRuleTakesACron() {
        assertThat(LocalRule.scheduled("nightly", "cron(0 2 * * ? *)").schedule())
                .isEqualTo(RuleSchedule.parse("nightly", "cron(0 2 * * ? *)"));
    }
}
