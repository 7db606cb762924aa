package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.model.LocalEventSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads event source mappings from a template: SAM's, within functions, and those that are
 * resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html">AWS::Lambda::EventSourceMapping</a>
 */
final class EventSourceReader {

    private static final String REPORT = "ReportBatchItemFailures";
    private static final PropertyRules PROPERTIES =
            PropertyRules.reading(
                            "BatchSize",
                            "Enabled",
                            "FilterCriteria",
                            "FunctionResponseTypes",
                            "MaximumBatchingWindowInSeconds",
                            "ProvisionedPollerConfig",
                            "ScalingConfig")
                    .noting("KmsKeyArn", "LoggingConfig", "MetricsConfig", "Tags");
    private static final PropertyRules FILTER_CRITERIA = PropertyRules.reading("Filters");
    private static final PropertyRules FILTER = PropertyRules.reading("Pattern");
    private static final PropertyRules SCALING = PropertyRules.reading("MaximumConcurrency");

    private EventSourceReader() {}

    static Optional<LocalEventSource> source(MappingBlock mapping, int processors) {
        Block block = mapping.settings();
        block.check(PROPERTIES.andReading(mapping.queueProperty(), mapping.functionProperty()));
        if (!block.flag("Enabled", true)) {
            block.remarks().note(block.place().at("Enabled"), "the event source is off.");
            return Optional.empty();
        }
        // All of them before the queue, which may be missing: all errors come at once.
        int size = block.integer("BatchSize", 10);
        Duration window = block.seconds("MaximumBatchingWindowInSeconds", 0);
        int concurrency = concurrency(block, processors);
        boolean reports = reports(block);
        LocalEventSource source =
                LocalEventSource.of(mapping.queue(), mapping.function())
                        .batchSize(size)
                        .window(window)
                        .maximumConcurrency(concurrency)
                        .reportBatchItemFailures(reports);
        for (String filter : filters(block.block("FilterCriteria"))) {
            source = source.filter(filter);
        }
        return Optional.of(source);
    }

    private static List<String> filters(Block criteria) {
        criteria.check(FILTER_CRITERIA);
        List<String> patterns = new ArrayList<>();
        for (Block filter : criteria.blocks("Filters")) {
            filter.check(FILTER);
            String pattern = filter.text("Pattern");
            if (!pattern.contains("\"body\"")) {
                // C10
                filter.remarks()
                        .note(
                                filter.place().at("Pattern"),
                                "Lambda filters messages of a queue by their body alone.");
            }
            patterns.add(pattern);
        }
        return patterns;
    }

    // On AWS, environments do not slow each other down; here they share the processors.
    private static int concurrency(Block block, int processors) {
        Block scaling = block.block("ScalingConfig");
        scaling.check(SCALING);
        Place place = scaling.place().at("MaximumConcurrency");
        int most = scaling.integer("MaximumConcurrency", 2);
        place.check(most >= 2 && most <= 1_000, "must be 2 to 1000, was " + most + ".");
        if (block.has("ProvisionedPollerConfig")) {
            // C45
            place.check(
                    !scaling.has("MaximumConcurrency"),
                    "a source with ProvisionedPollerConfig has no MaximumConcurrency.");
            block.remarks()
                    .note(
                            block.place().at("ProvisionedPollerConfig"),
                            "no effect here: two batches at a time are polled.");
        }
        int here = Math.min(most, Math.max(2, processors));
        if (here < most) {
            block.remarks()
                    .note(place, "it is " + here + " here, for the processors of this machine.");
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
                    type.asText().equals(REPORT),
                    "'" + type.asText() + "' is not a response type: did you mean " + REPORT + "?");
            reports = true;
        }
        return reports;
    }
}
