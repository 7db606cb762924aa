package dev.mailroom.local.internal.eventbridge;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleSchedule;
import dev.mailroom.local.step.EventStep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs scheduled rules. */
public final class RuleScheduler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuleScheduler.class);

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("mailroom-scheduler"));
    private final RuleDelivery delivery;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> ids;

    public RuleScheduler(RuleDelivery delivery, Steps steps, Clock clock, Supplier<String> ids) {
        this.delivery = delivery;
        this.steps = steps;
        this.clock = clock;
        this.ids = ids;
    }

    public void start(List<LocalRule> rules) {
        for (LocalRule rule : rules) {
            RuleSchedule schedule = rule.schedule();
            if (schedule != null) {
                Instant now = clock.instant();
                rule.firstTick(now).ifPresent(due -> await(rule, schedule, due, now));
            }
        }
    }

    private void await(LocalRule rule, RuleSchedule schedule, Instant last) {
        schedule.next(last).ifPresent(due -> await(rule, schedule, due, clock.instant()));
    }

    private void await(LocalRule rule, RuleSchedule schedule, Instant due, Instant now) {
        long wait = Math.max(0, Duration.between(now, due).toNanos());
        var unused = executor.schedule(() -> run(rule, schedule, due), wait, TimeUnit.NANOSECONDS);
    }

    private void run(LocalRule rule, RuleSchedule schedule, Instant due) {
        tick(rule);
        // From the time that was due, because a timer may be early: no tick comes twice.
        await(rule, schedule, due);
    }

    private void tick(LocalRule rule) {
        try {
            BusEvent event = rule.tick(ids.get(), clock.instant());
            steps.began(event);
            steps.add(new EventStep.ScheduleTicked(rule.name(), event.id()));
            delivery.deliver(rule, event, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // If it were thrown, this schedule would silently stop for good.
            log.error("Scheduled rule {} could not send its event.", rule.name(), e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
