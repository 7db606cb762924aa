package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.model.LocalEventSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads event source mappings from a template: those of SAM in their functions, and those that are
 * resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html">AWS::Lambda::EventSourceMapping</a>
 */
public final class EventSourceReader {

    private static final String REPORT = "ReportBatchItemFailures";
    private static final Set<String> SETTINGS =
            Set.of(
                    "BatchSize",
                    "Enabled",
                    "FilterCriteria",
                    "FunctionResponseTypes",
                    "MaximumBatchingWindowInSeconds",
                    "ScalingConfig");

    private EventSourceReader() {}

    public static List<LocalEventSource> of(
            Resource resource, Names names, Notes notes, int processors) {
        onlyKnown(resource.properties().block("Events"));
        List<LocalEventSource> sources = new ArrayList<>();
        for (MappingBlock mapping : MappingBlock.of(resource, names)) {
            source(mapping, notes, processors).ifPresent(sources::add);
        }
        return sources;
    }

    private static void onlyKnown(Block events) {
        for (String id : events.names()) {
            Block event = events.block(id);
            event.only("Type", "Properties");
            String type = event.text("Type");
            event.place()
                    .at("Type")
                    .check(
                            type.equals("SQS")
                                    || type.equals("SNS")
                                    || RuleForm.ofEvent(type).isPresent(),
                            "'" + type + "' is not supported locally.");
        }
    }

    private static Optional<LocalEventSource> source(
            MappingBlock mapping, Notes notes, int processors) {
        Block block = mapping.settings();
        Set<String> known = new HashSet<>(SETTINGS);
        known.add(mapping.queueProperty());
        known.add(mapping.functionProperty());
        Set<String> noted = block.only(known, Set.of("Tags", "MetricsConfig"));
        if (!noted.isEmpty()) {
            notes.line(block.place(), "no local meaning of " + String.join(", ", noted) + ".");
        }
        if (!block.flag("Enabled", true)) {
            notes.line(block.place().at("Enabled"), "the event source is off.");
            return Optional.empty();
        }
        LocalEventSource source =
                LocalEventSource.of(mapping.queue(), mapping.function())
                        .batchSize(block.integer("BatchSize", 10))
                        .window(block.seconds("MaximumBatchingWindowInSeconds", 0))
                        .maximumConcurrency(
                                concurrency(block.block("ScalingConfig"), notes, processors))
                        .reportBatchItemFailures(reports(block));
        Block criteria = block.block("FilterCriteria");
        criteria.only("Filters");
        for (Block filter : criteria.blocks("Filters")) {
            filter.only("Pattern");
            source = source.filter(filter.text("Pattern"));
        }
        return Optional.of(source);
    }

    // Deployed, environments are no burden to each other: here they share the processors.
    private static int concurrency(Block scaling, Notes notes, int processors) {
        scaling.only("MaximumConcurrency");
        int most = scaling.integer("MaximumConcurrency", 2);
        Place place = scaling.place().at("MaximumConcurrency");
        place.check(most >= 2 && most <= 1_000, "must be 2 to 1000, was " + most + ".");
        int here = Math.min(most, Math.max(2, processors));
        if (here < most) {
            notes.line(place, "it is " + here + " here, for the processors of this machine.");
        }
        return here;
    }

    private static boolean reports(Block block) {
        boolean reports = false;
        JsonNode types = block.json("FunctionResponseTypes");
        Place place = block.place().at("FunctionResponseTypes");
        place.check(types.isMissingNode() || types.isArray(), "must be a list.");
        for (JsonNode type : types) {
            place.check(
                    type.asText().equals(REPORT), "'" + type.asText() + "' is no response type.");
            reports = true;
        }
        return reports;
    }
}
