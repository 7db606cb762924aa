package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.model.Destination;

/**
 * A rule, a schedule, a subscriber or a topic of a template, as a sender in policies.
 *
 * @param id its name in messages
 */
record Sender(String kind, String id, String service, String arn) {

    static Sender of(RuleBlock rule) {
        return rule.form().byScheduler()
                ? new Sender(
                        "schedule",
                        rule.id(),
                        "scheduler.amazonaws.com",
                        LocalAccount.scheduleArn(rule.name()))
                : new Sender(
                        "rule",
                        rule.id(),
                        "events.amazonaws.com",
                        LocalAccount.ruleArn(rule.bus(), rule.name()));
    }

    static Sender of(SubscriberBlock subscriber) {
        String bus = subscriber.settings().text("EventBusArn");
        String name =
                LocalAccount.isCustomBusArn(bus) ? LocalAccount.customBusName(bus) : "unknown";
        return new Sender(
                "subscriber",
                subscriber.resource().id(),
                "events.amazonaws.com",
                LocalAccount.subscriberArn(name, subscriber.name()));
    }

    static Sender ofTopic(String id, String name) {
        return new Sender("topic", id, "sns.amazonaws.com", LocalAccount.topicArn(name));
    }

    /** The access that it needs to a destination. */
    Access to(Destination destination) {
        return Access.ofService(
                service, sending(destination.kind()), destination.arn(), arn, LocalAccount.ID);
    }

    static String sending(Destination.Kind kind) {
        return switch (kind) {
            case QUEUE -> "sqs:SendMessage";
            case TOPIC -> "sns:Publish";
            case FUNCTION -> "lambda:InvokeFunction";
            case BUS -> "events:PutEvents";
        };
    }

    /** Such as {@code rule 'Orders'}. */
    @Override
    public String toString() {
        return kind + " '" + id + "'";
    }
}
