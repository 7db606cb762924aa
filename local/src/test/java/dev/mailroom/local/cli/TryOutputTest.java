package dev.mailroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.internal.deadletters.Cause;
import dev.mailroom.local.internal.deadletters.Chosen;
import dev.mailroom.local.internal.deadletters.DeadLetter;
import dev.mailroom.local.internal.deadletters.TryReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.model.Message;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

class TryOutputTest {

    private static TryReport.Tried tried(Cause cause, @Nullable String fault) {
        Message message = Message.builder().messageId("m").body("x").build();
        return new TryReport.Tried(
                new DeadLetter(message, cause, null, "my.shop", "Ordered"), fault);
    }

    private static String printed(TryOutput output) {
        StringWriter out = new StringWriter();
        output.print(new PrintWriter(out, true), false);
        return out.toString();
    }

    @Test
    void theLargestClassAndTheMostFrequentReasonsComeFirst() {
        Cause cause = new Cause.Quarantined("no lines", null);
        List<TryReport.Tried> all = new ArrayList<>();
        all.add(tried(new Cause.ReceivedTooOften(), null));
        for (String fault : List.of("a", "b", "c", "d", "e", "f", "g", "g", "g")) {
            all.add(tried(cause, fault));
        }

        assertThat(printed(new TryOutput(new TryReport(all), new Chosen(List.of(), 2, 3))).lines())
                .containsExactly(
                        "1 messages pass, 9 fail",
                        "     0 pass, 9 fail  quarantine: no lines",
                        "        my.shop, Ordered",
                        "        3 x g",
                        "        1 x a",
                        "        1 x b",
                        "        1 x c",
                        "        1 x d",
                        "        and 2 other reasons",
                        "     1 pass, 0 fail  redrive-policy: received too often",
                        "        my.shop, Ordered",
                        "2 more only name events, and were not tried",
                        "3 more could not be read: another reader has them, or they are behind"
                                + " others of their message group");
    }

    @Test
    void allPassOnlyIfNoneWasLeftOut() {
        TryReport passing = new TryReport(List.of(tried(new Cause.ReceivedTooOften(), null)));

        assertThat(new TryOutput(passing, new Chosen(List.of(), 0, 0)).isAllPassing()).isTrue();
        assertThat(new TryOutput(passing, new Chosen(List.of(), 1, 0)).isAllPassing()).isFalse();
        assertThat(new TryOutput(passing, new Chosen(List.of(), 0, 1)).isAllPassing()).isFalse();
    }
}
