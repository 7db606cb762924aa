package dev.mailroom.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.deadletters.DeadLetter;
import dev.mailroom.local.internal.deadletters.DeadLetterQueue;
import dev.mailroom.local.internal.deadletters.Layer;
import dev.mailroom.local.internal.deadletters.Reading;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Opens one message, layer by layer. */
@Command(
        name = "show",
        description = "Opens one message, layer by layer, with its payload. It stays in the queue.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DlqShowCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private QueueOptions queue = new QueueOptions();

    @Option(names = "--id", description = "The message's id; any message if it is left out.")
    private @Nullable String wanted;

    @Override
    public Integer call() {
        Optional<DeadLetter> found = queue.use(this::find);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (found.isEmpty()) {
            out.println(wanted == null ? "The queue is empty." : "There is no such message.");
            return 1;
        }
        print(found.get(), out);
        return 0;
    }

    private Optional<DeadLetter> find(DeadLetterQueue from) {
        try (Reading reading = new Reading(from, System::nanoTime)) {
            for (List<DeadLetter> letters = reading.next();
                    !letters.isEmpty();
                    letters = reading.next()) {
                for (DeadLetter letter : letters) {
                    if (wanted == null || letter.id().equals(wanted)) {
                        return Optional.of(letter);
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static void print(DeadLetter letter, PrintWriter out) {
        out.println("message " + letter.id() + ", sent " + letter.sentAt());
        out.println(letter.cause().kind() + ": " + letter.cause().reason());
        letter.attributes().forEach((name, value) -> out.println("  " + name + " = " + value));
        int depth = 1;
        for (Layer layer : Layer.of(letter.body())) {
            out.println(depth++ + ". " + layer.name());
            JsonNode content = layer.content();
            if (content != null) {
                content.toPrettyString().lines().forEach(line -> out.println("   " + line));
            }
        }
    }
}
