package dev.mailroom.examples;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;

import java.util.Locale;

/** The kind of bus on which signups are put: the template's parameter of this name. */
public enum BusKind {
    CLASSIC {
        @Override
        public Publisher publisher(LocalPipeline pipeline, AwsClients aws) {
            return entries ->
                    aws.put(
                            entries.stream()
                                    .map(
                                            entry ->
                                                    entry.toBuilder()
                                                            .eventBusName(
                                                                    ExamplesPipeline.SIGNUP_BUS)
                                                            .build())
                                    .toList());
        }
    },
    CUSTOM {
        @Override
        public Publisher publisher(LocalPipeline pipeline, AwsClients aws) {
            return new CustomBusPublisher(pipeline, ExamplesPipeline.SIGNUP_BUS, "user_id");
        }
    };

    /** Puts events on the bus of the examples. */
    public abstract Publisher publisher(LocalPipeline pipeline, AwsClients aws);

    /** Both systems, with signups on this kind of bus. */
    public LocalTemplate template() {
        return ExamplesPipeline.template().parameter("BusKind", name().toLowerCase(Locale.ROOT));
    }
}
