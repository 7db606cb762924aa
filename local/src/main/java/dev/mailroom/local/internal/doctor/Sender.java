package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.RuleBlock;

/** A rule, a schedule or a topic of a template, as the policies of its destinations see it. */
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

    static Sender ofTopic(String id, String name) {
        return new Sender("topic", id, "sns.amazonaws.com", LocalAccount.topicArn(name));
    }
}
