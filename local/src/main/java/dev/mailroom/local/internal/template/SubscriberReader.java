package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.eventbus.Parameter;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.RetryPolicy;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.SqsParameters;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the subscribers of Custom Event Buses from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eventsv2-subscriber.html">AWS::EventsV2::Subscriber</a>
 */
final class SubscriberReader {

    private static final PropertyRules SUBSCRIBER =
            PropertyRules.reading(
                            "BatchConfiguration",
                            "EventBusArn",
                            "FilterConfiguration",
                            "InvokeConfiguration",
                            "Name",
                            "OnFailureConfiguration",
                            "PointInTimeConfiguration",
                            "RetryPolicy",
                            "StartingPosition",
                            "State",
                            "Transformer",
                            "Type")
                    .noting("Description", "LogConfiguration", "ResumePosition", "Tags");
    private static final PropertyRules INVOKE =
            PropertyRules.reading("RoleArn", "SqsParameters", "TargetArn")
                    .refusing(
                            "EventBusV2Parameters",
                            "HttpParameters",
                            "KinesisParameters",
                            "LambdaParameters",
                            "SnsParameters",
                            "StepFunctionsParameters",
                            "UniversalTargetParameters");
    private static final PropertyRules SQS =
            PropertyRules.reading(
                    "DelaySeconds",
                    "MessageAttributes",
                    "MessageDeduplicationId",
                    "MessageGroupId",
                    "MessageSystemAttributes");
    private static final PropertyRules ATTRIBUTE =
            PropertyRules.reading("DataType", "StringValue").refusing("BinaryValue");
    private static final PropertyRules FILTERS = PropertyRules.reading("Filters", "Language");
    private static final PropertyRules FILTER = PropertyRules.reading("Pattern", "Scope");
    private static final PropertyRules TRANSFORMER =
            PropertyRules.reading("JsonataConfiguration", "Type");
    private static final PropertyRules JSONATA = PropertyRules.reading("Expression");
    private static final PropertyRules RETRIES =
            PropertyRules.reading("MaxEventAgeInSeconds", "MaxRetryAttempts", "RetryStrategy");
    private static final PropertyRules BATCH =
            PropertyRules.reading("MaxBatchSize")
                    .meaning("MaxBatchWindowInSeconds", "what is published is delivered at once");
    private static final PropertyRules POINT =
            PropertyRules.reading("EndPoint", "PointType", "StartingPoint");
    private static final PropertyRules ON_FAILURE = PropertyRules.reading("Arn");

    private final Receivers receivers;

    SubscriberReader(Receivers receivers) {
        this.receivers = receivers;
    }

    /** The subscriber; null, with a note, if its target does not exist here. */
    @Nullable Subscriber subscriber(SubscriberBlock block, String bus) {
        Block settings = block.settings();
        settings.check(SUBSCRIBER);
        Block invoke = block.invoke();
        invoke.check(INVOKE);
        @Nullable Destination target =
                receivers.receiving(
                        invoke.destination("TargetArn"), invoke.place().at("TargetArn"));
        if (target == null) {
            return null;
        }
        Subscriber.Builder subscriber =
                Subscriber.builder(block.name(), bus, target)
                        .ordered(
                                settings.oneOf("Type", "UNORDERED", List.of("FIFO", "UNORDERED"))
                                        .equals("FIFO"))
                        .transformer(transformer(settings.block("Transformer")))
                        .sqs(sqs(block.sqs()))
                        .window(window(settings))
                        .running(isRunning(settings));
        filters(block, subscriber);
        batch(settings.block("BatchConfiguration"), subscriber);
        retries(settings.block("RetryPolicy"), subscriber);
        onFailure(settings.block("OnFailureConfiguration"), subscriber);
        return subscriber.build();
    }

    private static boolean isRunning(Block settings) {
        boolean running =
                settings.oneOf("State", "RUNNING", List.of("RUNNING", "STOPPED")).equals("RUNNING");
        if (!running) {
            settings.remarks()
                    .note(
                            settings.place().at("State"),
                            "the subscriber is stopped: what it wants waits until it is resumed.");
        }
        return running;
    }

    private static void filters(SubscriberBlock block, Subscriber.Builder subscriber) {
        Block configuration = block.settings().block("FilterConfiguration");
        configuration.check(FILTERS);
        configuration
                .place()
                .at("Filters")
                .check(
                        configuration.names().isEmpty() || !block.filters().isEmpty(),
                        "is empty: EventBridge wants at least one filter.");
        Map<Scope, Block> seen = new HashMap<>();
        for (Block filter : block.filters()) {
            filter.check(FILTER);
            String name = filter.oneOf("Scope", "", List.of("DATA", "METADATA", "SYSTEM_METADATA"));
            Scope scope = Scope.valueOf(name);
            // V22: one filter per scope.
            filter.place()
                    .at("Scope")
                    .check(
                            seen.put(scope, filter) == null,
                            "there is a filter of "
                                    + scope
                                    + " already: put all into one pattern.");
            subscriber.filter(scope, pattern(filter));
        }
    }

    private static String pattern(Block filter) {
        Place place = filter.place().at("Pattern");
        place.check(filter.has("Pattern"), "is missing.");
        JsonNode pattern = filter.json("Pattern");
        place.check(
                pattern.isTextual(),
                "must be JSON in a text, such as '{\"source\":[\"shop\"]}': CloudFormation refuses a"
                        + " mapping.");
        return pattern.asText();
    }

    private static Transformer transformer(Block transformer) {
        transformer.check(TRANSFORMER);
        String type = transformer.oneOf("Type", "RAW", List.of("RAW", "WITH_METADATA", "JSONATA"));
        return switch (type) {
            case "RAW" -> new Transformer.Raw();
            case "WITH_METADATA" -> new Transformer.WithMetadata();
            default -> {
                Block jsonata = transformer.block("JsonataConfiguration");
                jsonata.check(JSONATA);
                String expression = jsonata.text("Expression");
                yield at(
                        jsonata.place().at("Expression"),
                        () -> new Transformer.Jsonata(expression));
            }
        };
    }

    private static SqsParameters sqs(Block sqs) {
        sqs.check(SQS);
        return new SqsParameters(
                parameter(sqs, "MessageGroupId"),
                parameter(sqs, "MessageDeduplicationId"),
                parameter(sqs, "DelaySeconds"),
                attributes(sqs.block("MessageAttributes")),
                attributes(sqs.block("MessageSystemAttributes")));
    }

    private static @Nullable Parameter parameter(Block block, String name) {
        @Nullable String text = block.textOrNull(name);
        return text == null ? null : at(block.place().at(name), () -> Parameter.of(text));
    }

    private static Map<String, SqsParameters.Attribute> attributes(Block block) {
        Map<String, SqsParameters.Attribute> attributes = new HashMap<>();
        for (String name : block.names()) {
            Block attribute = block.block(name);
            attribute.check(ATTRIBUTE);
            attributes.put(
                    name,
                    new SqsParameters.Attribute(
                            attribute.textOrNull("DataType"), parameter(attribute, "StringValue")));
        }
        return attributes;
    }

    private static Replay window(Block settings) {
        String start =
                settings.oneOf("StartingPosition", "LATEST", List.of("LATEST", "POINT_IN_TIME"));
        Block point = settings.block("PointInTimeConfiguration");
        point.check(POINT);
        if (start.equals("LATEST")) {
            point.place().check(point.names().isEmpty(), "needs StartingPosition POINT_IN_TIME.");
            return Replay.fromHorizon();
        }
        String type = point.oneOf("PointType", "", List.of("HORIZON", "TIMESTAMP"));
        point.place()
                .at("StartingPoint")
                .check(
                        type.equals("TIMESTAMP") == point.has("StartingPoint"),
                        "is for TIMESTAMP, which needs it.");
        return new Replay(time(point, "StartingPoint"), time(point, "EndPoint"));
    }

    private static @Nullable Instant time(Block point, String name) {
        @Nullable String seconds = point.textOrNull(name);
        if (seconds == null) {
            return null;
        }
        point.place()
                .at(name)
                .check(
                        seconds.matches("[0-9]{1,12}"),
                        "must be seconds since 1970, was '" + seconds + "'.");
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    private static void batch(Block batch, Subscriber.Builder subscriber) {
        batch.check(BATCH);
        if (batch.has("MaxBatchSize")) {
            subscriber.batchSize(batch.integer("MaxBatchSize", 1));
        }
    }

    private static void retries(Block policy, Subscriber.Builder subscriber) {
        policy.check(RETRIES);
        RetryPolicy none = RetryPolicy.BY_DEFAULT;
        int attempts = policy.integer("MaxRetryAttempts", none.maxAttempts());
        int seconds = policy.integer("MaxEventAgeInSeconds", (int) none.maxAge().toSeconds());
        subscriber.retries(attempts, Duration.ofSeconds(seconds));
    }

    private void onFailure(Block config, Subscriber.Builder subscriber) {
        config.check(ON_FAILURE);
        if (!config.has("Arn")) {
            return;
        }
        @Nullable Destination queue =
                receivers.receiving(
                        Destination.queue(config.queue("Arn")), config.place().at("Arn"));
        if (queue != null) {
            subscriber.onFailure(queue);
        }
    }

    private static <T> T at(Place place, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw place.fault(String.valueOf(e.getMessage()));
        }
    }
}
