package dev.mailroom.local.cli;

import dev.mailroom.local.internal.deadletters.Selection;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.LinkedHashSet;
import java.util.Set;

/** The options that choose messages of a dead-letter queue. */
final class SelectionOptions {

    @Option(names = "--kind", description = "quarantine, rule, bus, function or redrive-policy.")
    private @Nullable String kind;

    @Option(names = "--reason", description = "The reason, as in the report.")
    private @Nullable String reason;

    @Option(names = "--exception", description = "The class of the exception.")
    private @Nullable String exception;

    @Option(names = "--source", description = "The event's source.")
    private @Nullable String source;

    @Option(names = "--detail-type", description = "The event's detail-type.")
    private @Nullable String detailType;

    @Option(names = "--id", description = "The message's id; as often as needed.")
    private Set<String> ids = new LinkedHashSet<>();

    Selection selection() {
        return new Selection(kind, reason, exception, source, detailType, ids);
    }
}
