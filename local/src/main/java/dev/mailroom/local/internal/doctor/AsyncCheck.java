package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/** Checks what happens to asynchronous events that a function fails to handle. */
final class AsyncCheck {

    private final Round round;

    AsyncCheck(Round round) {
        this.round = round;
    }

    void check(Resource function) {
        boolean bySam = function.type().equals("AWS::Serverless::Function");
        String property = bySam ? "DeadLetterQueue" : "DeadLetterConfig";
        Block properties = function.properties();
        boolean kept = kept(properties.block(property), "TargetArn");
        kept |= kept(onFailure(properties.block("EventInvokeConfig")), "Destination");
        String name = round.names().name(function.id(), function.place());
        for (Resource config : round.resources("AWS::Lambda::EventInvokeConfig")) {
            if (LocalAccount.functionName(Known.text(config.properties(), "FunctionName"))
                    .equals(name)) {
                kept |= kept(onFailure(config.properties()), "Destination");
            }
        }
        if (!kept) {
            round.lost(
                    properties.place().at(property),
                    "there is neither a dead-letter queue nor a destination on failure: an event"
                            + " that it fails with again and again is lost",
                    "name a queue with " + property);
        }
    }

    private static Block onFailure(Block config) {
        return config.block("DestinationConfig").block("OnFailure");
    }

    private boolean kept(Block block, String property) {
        if (block.node().isEmpty()) {
            return false;
        }
        // If only a type is given, SAM creates it.
        String arn = block.text(property, "");
        @Nullable Destination destination = Round.destination(arn);
        if (destination != null && destination.kind() == Destination.Kind.QUEUE) {
            Resource queue = round.resource(destination, block, property);
            if (queue != null && Round.isFifo(queue)) {
                round.lost(
                        block.place().at(property),
                        "'"
                                + queue.id()
                                + "' is a FIFO queue: Lambda keeps failed events in"
                                + " standard queues alone",
                        "use a standard queue");
            }
        }
        return true;
    }
}
