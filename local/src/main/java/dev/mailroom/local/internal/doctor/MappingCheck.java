package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.Block;
import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.Place;
import dev.mailroom.local.internal.template.Resource;
import dev.mailroom.local.model.Destination;

/** Checks event sources, and the queues behind them. */
final class MappingCheck {

    private final Round round;

    MappingCheck(Round round) {
        this.round = round;
    }

    void check() {
        for (MappingBlock mapping : round.mappings()) {
            round.attempt(mapping.resource(), () -> check(mapping));
        }
    }

    private void check(MappingBlock mapping) {
        Block settings = mapping.settings();
        if (!settings.flag("Enabled", true)) {
            return;
        }
        round.attempt(mapping.resource(), () -> response(mapping));
        round.attempt(mapping.resource(), () -> filters(settings));
        Resource queue =
                round.resource(
                        Destination.queue(mapping.queue()), mapping.at(mapping.queueProperty()));
        if (queue == null) {
            return;
        }
        round.attempt(queue, () -> redrive(queue.properties()));
        round.attempt(mapping.resource(), () -> batch(mapping, queue));
        round.attempt(queue, () -> visibility(mapping, queue.properties()));
    }

    // C4
    private void response(MappingBlock mapping) {
        boolean reports = false;
        for (JsonNode type : mapping.settings().json("FunctionResponseTypes")) {
            reports |= type.asText().equals("ReportBatchItemFailures");
        }
        if (!reports) {
            round.find(
                    mapping.at("FunctionResponseTypes"),
                    "ReportBatchItemFailures is missing: messages that the function reports as"
                            + " failed are deleted (C4).");
        }
    }

    private void filters(Block settings) {
        for (Block filter : settings.block("FilterCriteria").blocks("Filters")) {
            var unused = round.compiles(filter.text("Pattern"), filter.place().at("Pattern"));
        }
    }

    private void redrive(Block queue) {
        Block policy = queue.block("RedrivePolicy");
        if (!queue.has("RedrivePolicy")) {
            round.find(
                    policy.place(),
                    "there is no dead-letter queue: a poison message comes back until it expires.");
            return;
        }
        int receives = policy.integer("maxReceiveCount", 0);
        if (receives < 2) {
            round.find(
                    policy.place().at("maxReceiveCount"),
                    receives
                            + " leaves no second try: a message that fails once, or whose"
                            + " invocation is throttled, goes to the dead-letter queue (C7).");
        }
        String name = policy.queue("deadLetterTargetArn");
        Place target = policy.place().at("deadLetterTargetArn");
        Resource deadLetterQueue = round.resource(Destination.queue(name), target);
        if (deadLetterQueue != null && isFifo(deadLetterQueue) != queue.flag("FifoQueue", false)) {
            round.find(target, "'" + name + "' must be of the same type, standard or FIFO.");
        }
    }

    static boolean isFifo(Resource queue) {
        return queue.properties().flag("FifoQueue", false);
    }

    // C8
    private void batch(MappingBlock mapping, Resource queue) {
        Block settings = mapping.settings();
        int size = settings.integer("BatchSize", 10);
        int window = settings.integer("MaximumBatchingWindowInSeconds", 0);
        if (isFifo(queue) && window > 0) {
            round.find(
                    mapping.at("MaximumBatchingWindowInSeconds"),
                    "a FIFO queue has no batching window (C8).");
        }
        if (size < 1 || size > (isFifo(queue) ? 10 : 10_000)) {
            round.find(
                    mapping.at("BatchSize"),
                    size + " is out of range: at most 10,000, on a FIFO queue 10 (C8).");
        } else if (size > 10 && window < 1) {
            round.find(
                    mapping.at("MaximumBatchingWindowInSeconds"),
                    "a BatchSize above 10 needs at least 1 s (C8).");
        }
    }

    // C9
    private void visibility(MappingBlock mapping, Block queue) {
        Resource function =
                round.resource(
                        Destination.function(mapping.function()),
                        mapping.at(mapping.functionProperty()));
        if (function == null) {
            return;
        }
        int timeout = function.properties().integer("Timeout", 3);
        int window = mapping.settings().integer("MaximumBatchingWindowInSeconds", 0);
        int visibility = queue.integer("VisibilityTimeout", 30);
        Place place = queue.place().at("VisibilityTimeout");
        String ofFunction = " timeout of function '" + function.id() + "'";
        if (visibility < timeout) {
            round.find(
                    place,
                    visibility
                            + " s is less than the "
                            + timeout
                            + " s"
                            + ofFunction
                            + ": messages are delivered again while it still works on them (C9).");
        } else if (visibility < 6 * timeout + window) {
            round.find(
                    place,
                    visibility
                            + " s is less than six times the "
                            + timeout
                            + " s"
                            + ofFunction
                            + " and the batching window of "
                            + window
                            + " s: throttled messages come back too early (C9).");
        }
    }
}
