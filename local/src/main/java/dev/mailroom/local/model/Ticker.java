package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.LocalAccount;

import java.time.Instant;
import java.util.Optional;

/** The service that runs a schedule: EventBridge itself, or EventBridge Scheduler. */
enum Ticker {
    RULE {
        @Override
        String arn(String bus, String name) {
            return LocalAccount.ruleArn(bus, name);
        }

        @Override
        BusEvent tick(String id, String arn, Instant time) {
            return BusEvent.scheduled(id, arn, time);
        }

        @Override
        Optional<Instant> first(RuleSchedule schedule, Instant start) {
            // C40: a rule waits one period first, EventBridge Scheduler does not.
            return schedule.next(start);
        }
    },
    SCHEDULER {
        @Override
        String arn(String bus, String name) {
            return LocalAccount.scheduleArn(name);
        }

        @Override
        BusEvent tick(String id, String arn, Instant time) {
            return BusEvent.byScheduler(id, arn, time);
        }

        @Override
        Optional<Instant> first(RuleSchedule schedule, Instant start) {
            return schedule.ticksAtOnce() ? Optional.of(start) : schedule.next(start);
        }
    };

    abstract String arn(String bus, String name);

    abstract BusEvent tick(String id, String arn, Instant time);

    abstract Optional<Instant> first(RuleSchedule schedule, Instant start);
}
