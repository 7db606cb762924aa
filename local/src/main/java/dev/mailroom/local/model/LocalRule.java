package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.EventPatterns;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An EventBridge rule of a local pipeline: an event pattern or a schedule, and the targets that get
 * the events.
 *
 * <p>Defaults: the bus {@code default}, and for a schedule the period that its expression says.
 *
 * <p>Immutable and thread-safe: every setter returns a new value, in which it replaces an earlier
 * setting.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html">Rules in
 *     EventBridge</a>
 */
public final class LocalRule {

    /** The default bus. */
    public static final String DEFAULT_BUS = "default";

    private final String name;
    private final String bus;
    private final @Nullable String pattern;
    private final @Nullable RuleSchedule schedule;
    private final Ticker ticker;
    private final List<RuleTarget> targets;

    private LocalRule(
            String name,
            String bus,
            @Nullable String pattern,
            @Nullable RuleSchedule schedule,
            Ticker ticker,
            List<RuleTarget> targets) {
        this.name = name;
        this.bus = bus;
        this.pattern = pattern;
        this.schedule = schedule;
        this.ticker = ticker;
        this.targets = targets;
    }

    /**
     * Describes a rule for all events that match a pattern.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param eventPattern the pattern, JSON, as in a template
     * @return the rule, on the bus {@code default}
     * @throws IllegalArgumentException if the name or the pattern is not valid; the message has the
     *     text of AWS's own compiler
     */
    public static LocalRule matching(String name, String eventPattern) {
        Checks.name("Rule", Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(eventPattern, "eventPattern");
        // C23: the same compiler that EventBridge itself uses.
        String fault = EventPatterns.fault(eventPattern);
        Checks.check(fault == null, "Rule '" + name + "': event pattern: " + fault);
        return new LocalRule(name, DEFAULT_BUS, eventPattern, null, Ticker.RULE, List.of());
    }

    /**
     * Describes a rule that sends a scheduled event repeatedly: at a rate, for the first time after
     * one period, or at the times of a cron expression.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param scheduleExpression a rate such as {@code rate(5 minutes)}, or a time in UTC such as
     *     {@code cron(0 2 * * ? *)}
     * @return the rule, on the bus {@code default}
     * @throws IllegalArgumentException if the name or the expression is not valid
     */
    public static LocalRule scheduled(String name, String scheduleExpression) {
        Checks.name("Rule", Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(scheduleExpression, "scheduleExpression");
        return scheduled(name, RuleSchedule.parse(name, scheduleExpression), Ticker.RULE);
    }

    /**
     * Puts the rule on another bus, which must be declared.
     *
     * @param eventBus the name of the bus; default {@code default}
     * @return a rule with this setting
     * @throws IllegalArgumentException if the rule has a schedule, which EventBridge allows on the
     *     default bus only
     */
    public LocalRule onBus(String eventBus) {
        Objects.requireNonNull(eventBus, "eventBus");
        Checks.check(
                schedule == null || eventBus.equals(DEFAULT_BUS),
                "Rule '"
                        + name
                        + "': event bus: a scheduled rule is possible on the default bus only.");
        return new LocalRule(name, eventBus, pattern, schedule, ticker, targets);
    }

    /**
     * Sets another rate for a schedule than its expression says, for the local run only.
     *
     * @param period the time from one event to the next, more than zero
     * @return a rule with this setting
     * @throws IllegalArgumentException if the period is not positive, or the rule has no schedule
     */
    public LocalRule every(Duration period) {
        Objects.requireNonNull(period, "period");
        Checks.check(
                !period.isZero() && !period.isNegative(),
                "Rule '" + name + "': every: must be more than zero, was " + period + ".");
        if (schedule == null) {
            throw new IllegalArgumentException(
                    "Rule '" + name + "': every: is for scheduled rules only.");
        }
        return new LocalRule(
                name,
                bus,
                pattern,
                new RateSchedule(schedule.expression(), period),
                ticker,
                targets);
    }

    /**
     * Adds a queue that gets the events, without a message group: a standard queue.
     *
     * @param queue the name of the queue, which must be declared
     * @return a rule with this target
     */
    public LocalRule toQueue(String queue) {
        return with(RuleTarget.queue(Objects.requireNonNull(queue, "queue"), null));
    }

    /**
     * Adds a queue that gets the events, all in one message group, as a FIFO queue needs it.
     *
     * @param queue the name of the queue, which must be declared; a FIFO queue with content-based
     *     deduplication
     * @param messageGroupId the group of every message
     * @return a rule with this target
     */
    public LocalRule toQueue(String queue, String messageGroupId) {
        Objects.requireNonNull(queue, "queue");
        return with(
                RuleTarget.queue(queue, Objects.requireNonNull(messageGroupId, "messageGroupId")));
    }

    /**
     * Adds a function that is invoked asynchronously with each event. If it fails, it is invoked
     * twice more, within a second here and within minutes on Lambda, and then the event is lost.
     *
     * @param function the name of the function, which must be declared
     * @return a rule with this target
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Invoking a
     *     Lambda function asynchronously</a>
     */
    public LocalRule toFunction(String function) {
        Destination destination =
                Destination.function(Objects.requireNonNull(function, "function"));
        return with(new RuleTarget(destination, null, new TargetInput.Whole(), null));
    }

    /**
     * Describes a schedule of EventBridge Scheduler, which behaves like a scheduled rule.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param schedule when it ticks
     * @return the schedule
     */
    public static LocalRule byScheduler(String name, RuleSchedule schedule) {
        return scheduled(Checks.name("Schedule", name), schedule, Ticker.SCHEDULER);
    }

    private static LocalRule scheduled(String name, RuleSchedule schedule, Ticker ticker) {
        return new LocalRule(name, DEFAULT_BUS, null, schedule, ticker, List.of());
    }

    /**
     * Removes all targets.
     *
     * @return the rule without targets
     */
    public LocalRule withoutTargets() {
        return new LocalRule(name, bus, pattern, schedule, ticker, List.of());
    }

    /**
     * Adds a target.
     *
     * @param target what gets the events, and in which form
     * @return a rule with this target
     */
    public LocalRule with(RuleTarget target) {
        List<RuleTarget> all = new ArrayList<>(targets);
        all.add(target);
        return new LocalRule(name, bus, pattern, schedule, ticker, List.copyOf(all));
    }

    /**
     * Returns the name.
     *
     * @return the name, unique on its bus
     */
    public String name() {
        return name;
    }

    /**
     * Returns the bus.
     *
     * @return the name of the bus
     */
    public String bus() {
        return bus;
    }

    /**
     * Returns the ARN.
     *
     * @return the ARN of the rule or of the schedule
     */
    public String arn() {
        return ticker.arn(bus, name);
    }

    /**
     * Creates the event of one tick.
     *
     * @param id the id of the event
     * @param time the time of the tick
     * @return the event
     */
    public BusEvent tick(String id, Instant time) {
        return ticker.tick(id, arn(), time);
    }

    /**
     * Returns the first tick of a schedule.
     *
     * @param start when the pipeline starts
     * @return the tick; none if there is none, or if this is a rule with a pattern
     */
    public Optional<Instant> firstTick(Instant start) {
        return schedule == null ? Optional.empty() : ticker.first(schedule, start);
    }

    /**
     * Returns the event pattern.
     *
     * @return the pattern, JSON; null for a schedule
     */
    public @Nullable String pattern() {
        return pattern;
    }

    /**
     * Returns the schedule.
     *
     * @return the schedule; null for a pattern
     */
    public @Nullable RuleSchedule schedule() {
        return schedule;
    }

    /**
     * Returns the targets.
     *
     * @return the targets, in the order in which they were added
     */
    public List<RuleTarget> targets() {
        return targets;
    }

    @Override
    public String toString() {
        return "LocalRule " + name;
    }
}
