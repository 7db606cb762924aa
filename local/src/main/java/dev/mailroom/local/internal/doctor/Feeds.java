package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.shape.Messages;
import dev.mailroom.local.internal.doctor.shape.Sent;
import dev.mailroom.local.internal.doctor.shape.Shape;
import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.SubscriptionBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

import java.util.ArrayList;
import java.util.List;

/** What the rules and topics of a template send, and where. */
final class Feeds {

    /** Something that is sent: its sender, and its shape. */
    record Feed(String sender, Shape shape) {}

    private final Round round;

    Feeds(Round round) {
        this.round = round;
    }

    /** The pattern of a rule, which may be a string. */
    JsonNode pattern(RuleBlock rule) {
        return Known.document(rule.settings(), rule.form().pattern());
    }

    /** What reaches a queue, directly from rules or through topics. */
    List<Feed> ofQueue(Destination queue) {
        List<Feed> feeds = ofRules(queue);
        for (SubscriptionBlock subscription : round.subscriptions()) {
            Destination topic = Round.destination(Subscriptions.topic(subscription));
            if (queue.equals(Subscriptions.endpoint(subscription)) && topic != null) {
                feeds.addAll(
                        Subscriptions.isRaw(subscription)
                                ? ofTopic(topic)
                                : List.of(notifications(topic)));
            }
        }
        return feeds;
    }

    /** What rules publish to a topic. */
    List<Feed> ofTopic(Destination topic) {
        return ofRules(topic);
    }

    private Feed notifications(Destination topic) {
        Resource resource = round.resource(topic);
        String id = resource == null ? topic.name() : resource.id();
        return new Feed("topic '" + id + "'", Messages.notification());
    }

    /**
     * Whether a queue that is read gets nothing in this template, so that others must send to it.
     */
    boolean mayComeFromElsewhere() {
        for (MappingBlock mapping : round.mappings()) {
            Destination queue = Destination.queue(mapping.queue());
            boolean fed =
                    round.rules().stream().anyMatch(rule -> targets(rule, queue))
                            || round.subscriptions().stream()
                                    .anyMatch(one -> queue.equals(Subscriptions.endpoint(one)))
                            || round.subscribers().stream().anyMatch(one -> sends(one, queue));
            if (!fed && round.resource(queue) != null && !isDeadLetterQueue(queue)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDeadLetterQueue(Destination queue) {
        return round.resources("AWS::SQS::Queue").stream()
                .map(one -> one.properties().block("RedrivePolicy").text("deadLetterTargetArn", ""))
                .anyMatch(queue.arn()::equals);
    }

    /** Whether a subscriber sends to a queue. */
    static boolean sends(SubscriberBlock subscriber, Destination queue) {
        return queue.equals(Round.destination(subscriber.invoke().text("TargetArn", "")));
    }

    private static boolean targets(RuleBlock rule, Destination destination) {
        return rule.targets().stream()
                .anyMatch(target -> destination.equals(Round.destination(target)));
    }

    private List<Feed> ofRules(Destination destination) {
        List<Feed> feeds = new ArrayList<>();
        for (RuleBlock rule : round.rules()) {
            for (TargetBlock target : rule.isOn() ? rule.targets() : List.<TargetBlock>of()) {
                if (destination.equals(Round.destination(target))) {
                    Shape shape = Sent.by(Known.input(target), event(rule));
                    feeds.add(new Feed(Sender.of(rule).toString(), shape));
                }
            }
        }
        return feeds;
    }

    private Shape.Fields event(RuleBlock rule) {
        if (rule.hasPattern()) {
            return Messages.EVENT.narrowedBy(pattern(rule));
        }
        return rule.form().byScheduler() ? Messages.tickOfScheduler() : Messages.tick();
    }
}
