package dev.mailroom.powertools;

import software.amazon.lambda.powertools.metrics.model.DimensionSet;

/** The names under which the metrics of an event are found. */
record EventName(String source, String detailType) {

    static final EventName OTHER = new EventName("other", "other");

    DimensionSet dimensions(String service) {
        return DimensionSet.of("Service", service, "Source", source, "DetailType", detailType);
    }
}
