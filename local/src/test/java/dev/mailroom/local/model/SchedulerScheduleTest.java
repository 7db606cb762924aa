package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneId;

class SchedulerScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cron(0 9 * * ? *);Europe/Berlin;;;2026-01-01T00:00:00Z;2026-01-01T08:00:00Z",
                "cron(0 9 * * ? *);Europe/Berlin;;;2026-07-01T00:00:00Z;2026-07-01T07:00:00Z",
                "cron(30 1 * * ? *);America/New_York;;;2026-10-31T12:00:00Z;2026-11-01T05:30:00Z",
                "cron(30 1 * * ? *);America/New_York;;;2026-11-01T05:30:00Z;2026-11-02T06:30:00Z",
                "cron(30 2 * * ? *);America/New_York;;;2026-03-07T12:00:00Z;2026-03-09T06:30:00Z",
                "rate(5 minute);UTC;;;2026-01-01T00:00:00Z;2026-01-01T00:05:00Z",
                "rate(1 hour);UTC;2025-01-01T00:30:00Z;;2026-01-01T00:00:00Z;2026-01-01T00:30:00Z",
                "rate(1 hour);UTC;2026-01-01T00:30:00Z;;2026-01-01T00:00:00Z;2026-01-01T00:30:00Z",
                "rate(1 hour);UTC;2026-01-01T00:30:00Z;;2026-01-01T00:30:00Z;2026-01-01T01:30:00Z",
                "rate(1 hour);UTC;;2026-01-01T00:30:00Z;2026-01-01T00:00:00Z;never",
                "cron(0 9 * * ? *);UTC;2026-02-01T09:00:00Z;;2026-01-01T00:00:00Z;2026-02-01T09:00:00Z",
                "at(2026-05-01T12:00:00);America/New_York;;;2026-01-01T00:00:00Z;2026-05-01T16:00:00Z",
                "at(2026-05-01T12:00:00);UTC;;;2026-05-01T12:00:00Z;never",
            })
    void ticksInItsZoneBetweenItsBounds(
            String expression,
            String zone,
            @Nullable Instant start,
            @Nullable Instant end,
            Instant last,
            String next) {
        RuleSchedule schedule =
                RuleSchedule.ofScheduler("s", expression, ZoneId.of(zone)).between(start, end);

        assertThat(schedule.next(last).map(Instant::toString).orElse("never")).isEqualTo(next);
        assertThat(schedule.expression()).isEqualTo(expression);
    }

    @Test
    void aMomentThatIsNoneIsRefused() {
        assertThatThrownBy(() -> RuleSchedule.ofScheduler("s", "at(noon)", ZoneId.of("UTC")))
                .hasMessage(
                        "Schedule 's': schedule expression 'at(noon)': must be at(yyyy-mm-ddThh:mm:ss).");
    }
}
