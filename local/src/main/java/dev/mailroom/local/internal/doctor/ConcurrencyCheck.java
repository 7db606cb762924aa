package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

/**
 * Checks that a function's concurrency is enough for its event sources (C45).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling of
 *     SQS event sources</a>
 */
final class ConcurrencyCheck {

    private static final int BATCHES_AT_FIRST = 5;
    private static final String RESERVED = "ReservedConcurrentExecutions";

    private final Round round;

    ConcurrencyCheck(Round round) {
        this.round = round;
    }

    void check() {
        for (Resource function : new Roles(round).functions()) {
            if (function.properties().has(RESERVED)) {
                round.attempt(function, () -> check(function));
            }
        }
    }

    private void check(Resource function) {
        Destination name =
                Destination.function(round.names().name(function.id(), function.place()));
        int reserved = Known.integer(function.properties(), RESERVED, 0);
        int wanted = 0;
        boolean reads = false;
        boolean unbounded = false;
        for (MappingBlock mapping : round.mappings()) {
            if (mapping.function().equals(name.name())
                    && Known.flag(mapping.settings(), "Enabled", true)) {
                Block scaling = mapping.settings().block("ScalingConfig");
                wanted += Known.integer(scaling, "MaximumConcurrency", 0);
                reads = true;
                unbounded |= isUnbounded(mapping);
            }
        }
        Place place = function.place().at(RESERVED);
        if (reads && reserved == 0) {
            round.lost(
                    place,
                    "with 0 the function never runs: its messages go to the dead-letter queue or"
                            + " expire",
                    "leave it out, or switch the event source off with Enabled: false");
        } else if (reads && reserved < wanted) {
            round.lost(
                    place,
                    reserved
                            + " is less than the MaximumConcurrency of its event sources, "
                            + wanted
                            + ": what is throttled counts as received, and goes to the dead-letter"
                            + " queue",
                    "reserve " + wanted + " or more");
        } else if (unbounded && reserved < BATCHES_AT_FIRST) {
            round.risk(
                    place,
                    reserved
                            + " is less than the 5 batches with which Lambda begins: what is throttled"
                            + " counts as received, and goes to the dead-letter queue",
                    "set a MaximumConcurrency, which is 2 or more, and reserve as much");
        }
    }

    // Of a FIFO queue, a group has one batch at a time.
    private boolean isUnbounded(MappingBlock mapping) {
        Block settings = mapping.settings();
        Resource queue = round.resource(Destination.queue(mapping.queue()));
        return queue != null
                && !Round.isFifo(queue)
                && !settings.has("ProvisionedPollerConfig")
                && !settings.block("ScalingConfig").has("MaximumConcurrency");
    }
}
