package dev.mailroom.local.eventbus;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.LocalAccount;

import java.time.Duration;
import java.util.Objects;

/**
 * An EventBridge Custom Event Bus, which keeps its events and delivers them to subscribers.
 *
 * @param name its name, unique among the Custom Event Buses of a pipeline
 * @param arn its ARN, which publishers need, and which ends in an id that AWS generates
 * @param retention how long it keeps events for a replay, 1 to 365 whole days
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus.html">Custom
 *     Event Bus</a>
 */
public record CustomBus(String name, String arn, Duration retention) {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int MOST_DAYS = 365;

    /**
     * Creates it from its parts.
     *
     * @param name the name
     * @param arn the ARN
     * @param retention the retention
     * @throws IllegalArgumentException if EventBridge would refuse such a bus
     */
    public CustomBus {
        Checks.nameOnCustomBus("Custom event bus", Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(arn, "arn");
        // V26: 1 to 365 days.
        long days = Objects.requireNonNull(retention, "retention").toDays();
        Checks.check(
                days >= 1 && days <= MOST_DAYS && retention.equals(Duration.ofDays(days)),
                "Custom event bus '"
                        + name
                        + "': retention must be 1 to 365 whole days, was "
                        + retention
                        + ".");
    }

    /**
     * Describes a bus that retains events for a day.
     *
     * @param name its name
     * @return the bus
     * @throws IllegalArgumentException if EventBridge would refuse the name
     */
    public static CustomBus of(String name) {
        return new CustomBus(name, LocalAccount.customBusArn(name), A_DAY);
    }

    /**
     * Describes the bus with an ARN, which another stack creates.
     *
     * @param arn its ARN
     * @return the bus, which retains events for a day
     * @throws IllegalArgumentException if it is not the ARN of a Custom Event Bus
     */
    public static CustomBus ofArn(String arn) {
        Checks.check(
                LocalAccount.isCustomBusArn(Objects.requireNonNull(arn, "arn")),
                "'" + arn + "' is not the ARN of a Custom Event Bus.");
        return new CustomBus(LocalAccount.customBusName(arn), arn, A_DAY);
    }

    /**
     * Sets how long the bus keeps events; it replaces an earlier setting.
     *
     * @param period 1 to 365 whole days; default a day
     * @return a bus with this setting
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public CustomBus retention(Duration period) {
        return new CustomBus(name, arn, period);
    }
}
