package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class BatchGathererTest {

    @Test
    void c8ABatchIsSplitWhereAnInvocationIsFull() {
        List<SqsMessage> messages = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            JsonNode node =
                    Json.object().put("MessageId", "m" + i).put("Body", "x".repeat(1_000_000));
            messages.add(new SqsMessage("q", node));
        }

        assertThat(BatchGatherer.split(messages))
                .containsExactly(messages.subList(0, 6), messages.subList(6, 7));
    }
}
