package dev.mailroom.local.internal.template.language;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/** Reads the ARN of a destination. */
public final class DestinationArn {

    private DestinationArn() {}

    /** The queue, topic, function or bus of an ARN; null for anything else. */
    public static @Nullable Destination of(String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            return null;
        }
        String name = parts[5];
        return switch (parts[2]) {
            case "sqs" -> Destination.queue(name);
            case "sns" -> name.contains(":") ? null : Destination.topic(name);
            case "lambda" ->
                    arn.startsWith(LocalAccount.functionArn(""))
                            ? Destination.function(LocalAccount.functionName(arn))
                            : null;
            // A bus of another account or region is not the one with that name here.
            case "events" ->
                    arn.startsWith(LocalAccount.busArn(""))
                            ? Destination.bus(LocalAccount.busName(arn))
                            : null;
            default -> null;
        };
    }
}
