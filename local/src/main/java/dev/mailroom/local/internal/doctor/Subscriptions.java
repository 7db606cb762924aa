package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.SubscriptionBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/** Reads subscriptions, and leaves open what the template does not show. */
final class Subscriptions {

    private Subscriptions() {}

    /** The ARN of the topic. */
    static String topic(SubscriptionBlock subscription) {
        return subscription.topicProperty().isEmpty()
                ? LocalAccount.topicArn(subscription.topicName())
                : subscription.settings().text(subscription.topicProperty());
    }

    /** Its destination; null if that is neither a queue nor a function, or is unknown. */
    static @Nullable Destination endpoint(SubscriptionBlock subscription) {
        if (subscription.isOfFunction()) {
            return Destination.function(subscription.function());
        }
        Block settings = subscription.settings();
        return settings.text("Protocol", "").matches("sqs|lambda")
                ? Round.destination(settings.text("Endpoint", ""))
                : null;
    }

    static boolean isRaw(SubscriptionBlock subscription) {
        return Known.flag(subscription.settings(), "RawMessageDelivery", false);
    }
}
