package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

/** Checks event sources, and the queues behind them. */
final class MappingCheck {

    private static final String WINDOW = "MaximumBatchingWindowInSeconds";

    private final Round round;
    private final FilterCheck filters;
    private final Readers readers;

    MappingCheck(Round round) {
        this.round = round;
        this.filters = new FilterCheck(round);
        this.readers = new Readers(round);
    }

    void check() {
        for (MappingBlock mapping : round.mappings()) {
            round.attempt(mapping.resource(), () -> check(mapping));
        }
    }

    private void check(MappingBlock mapping) {
        if (!Known.flag(mapping.settings(), "Enabled", true)) {
            return;
        }
        round.attempt(mapping.resource(), () -> response(mapping));
        round.attempt(mapping.resource(), () -> filters.check(mapping));
        round.attempt(mapping.resource(), () -> pollers(mapping.settings()));
        Destination source = Destination.queue(mapping.queue());
        Resource queue = round.resource(source, mapping.settings(), mapping.queueProperty());
        if (queue == null) {
            return;
        }
        round.attempt(queue, () -> competition(queue));
        round.attempt(queue, () -> redrive(queue.properties()));
        round.attempt(mapping.resource(), () -> batch(mapping, queue));
        round.attempt(queue, () -> visibility(mapping, queue.properties()));
    }

    // C4: without it the response of the function is not read.
    private void response(MappingBlock mapping) {
        boolean reports = false;
        for (JsonNode type : mapping.settings().json("FunctionResponseTypes")) {
            reports |= type.asText().equals("ReportBatchItemFailures");
        }
        if (!reports) {
            round.lost(
                    mapping.at("FunctionResponseTypes"),
                    "ReportBatchItemFailures is missing: messages that the function reports as"
                            + " failed are deleted",
                    "write FunctionResponseTypes: [ReportBatchItemFailures]");
        }
    }

    // C45: AWS refuses both together.
    private void pollers(Block settings) {
        if (settings.has("ProvisionedPollerConfig")
                && settings.block("ScalingConfig").has("MaximumConcurrency")) {
            round.lost(
                    settings.place().at("ProvisionedPollerConfig"),
                    "it excludes ScalingConfig.MaximumConcurrency: AWS refuses the event source",
                    "keep one of the two");
        }
    }

    // C10: each message goes to one of the readers, whichever wanted it.
    private void competition(Resource queue) {
        var all = readers.of(queue);
        if (all.size() > 1) {
            round.lost(
                    queue.place(),
                    String.join(" and ", all)
                            + " read it: each message goes to one of them alone, and a filter"
                            + " deletes what another one wanted",
                    "give each reader a queue of its own");
        }
    }

    private void redrive(Block queue) {
        Block policy = queue.block("RedrivePolicy");
        if (!queue.has("RedrivePolicy")) {
            round.lost(
                    policy.place(),
                    "there is no dead-letter queue: a poison message comes back until it expires",
                    "add one, with a maxReceiveCount of 3 or more");
            return;
        }
        int receives = Known.integer(policy, "maxReceiveCount", 0);
        // C7: a throttled invocation counts as a receive too.
        if (receives < 2) {
            round.risk(
                    policy.place().at("maxReceiveCount"),
                    receives
                            + " leaves no second try: a message that fails once, or whose"
                            + " invocation is throttled, goes to the dead-letter queue",
                    "use 3 or more");
        }
        retention(queue, receives);
    }

    // C44: retention counts from the first send, through all receives.
    private void retention(Block queue, int receives) {
        int retention = Known.integer(queue, "MessageRetentionPeriod", RedriveCheck.RETENTION);
        int visibility = Known.integer(queue, "VisibilityTimeout", 30);
        long needed = (long) receives * visibility;
        if (retention <= needed) {
            round.lost(
                    queue.place().at("MessageRetentionPeriod"),
                    retention
                            + " s are over before "
                            + receives
                            + " receives of "
                            + visibility
                            + " s each: a message that keeps failing expires before it gets to the"
                            + " dead-letter queue",
                    "use more than " + needed + ", or fewer receives");
        }
    }

    // C8: what a standard and a FIFO queue allow.
    private void batch(MappingBlock mapping, Resource queue) {
        boolean isFifo = Round.isFifo(queue);
        int size = Known.integer(mapping.settings(), "BatchSize", 10);
        int window = Known.integer(mapping.settings(), WINDOW, 0);
        if (isFifo && window > 0) {
            round.lost(
                    mapping.at(WINDOW),
                    "a FIFO queue has no batching window: AWS refuses the event source",
                    "leave it out");
        }
        if (size < 1 || size > (isFifo ? 10 : 10_000)) {
            round.lost(
                    mapping.at("BatchSize"),
                    size + " is out of range: AWS refuses the event source",
                    "use at most 10,000, on a FIFO queue 10");
        } else if (size > 10 && window < 1) {
            round.lost(
                    mapping.at(WINDOW),
                    "a BatchSize above 10 needs a batching window: AWS refuses the event source",
                    "use 1 or more");
        }
    }

    // C9: a message must not become visible while it is being handled.
    private void visibility(MappingBlock mapping, Block queue) {
        Destination name = Destination.function(mapping.function());
        Resource function =
                mapping.functionProperty().isEmpty()
                        ? round.resource(name)
                        : round.resource(name, mapping.settings(), mapping.functionProperty());
        if (function == null) {
            return;
        }
        int timeout = Known.integer(function.properties(), "Timeout", 3);
        int window = Known.integer(mapping.settings(), WINDOW, 0);
        int visibility = Known.integer(queue, "VisibilityTimeout", 30);
        int enough = 6 * timeout + window;
        Place place = queue.place().at("VisibilityTimeout");
        String ofFunction = timeout + " s timeout of function '" + function.id() + "'";
        if (visibility < timeout) {
            round.lost(
                    place,
                    visibility
                            + " s is less than the "
                            + ofFunction
                            + ": AWS refuses the event source, since messages would be delivered"
                            + " again while it still works on them",
                    "use " + enough + " or more");
        } else if (visibility < enough) {
            round.risk(
                    place,
                    visibility
                            + " s is less than six times the "
                            + ofFunction
                            + " and the batching window of "
                            + window
                            + " s: throttled messages come back too early",
                    "use " + enough + " or more");
        }
    }
}
