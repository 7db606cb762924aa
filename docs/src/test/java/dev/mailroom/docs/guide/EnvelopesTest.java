package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.eventbridge.Layer;
import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class EnvelopesTest {

    record UserSignup(@JsonProperty("user_id") String userId) {}

    static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);

    @Test
    void oneHandlerForAllShapes() {
        String plain = event("e-1", "my.webapp", "UserSignup", "{\"user_id\": \"u-1\"}");
        String wrapped = "{\"event\": " + plain + "}";
        String message = "{\"Message\": " + jsonString(plain) + "}";
        String notification =
                "{\"Type\": \"Notification\", \"MessageId\": \"n-1\", \"TopicArn\": \"signups\","
                        + " \"Message\": "
                        + jsonString(wrapped)
                        + "}";
        String twice = jsonString(plain);
        InMemorySink<UserSignup> signups = new InMemorySink<>();
        List<List<Layer>> layers = new ArrayList<>();

        // region layers
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                USER_SIGNUP,
                                event -> {
                                    layers.add(event.layers());
                                    signups.write(event.key(), event.detail());
                                })
                        .build();
        // endregion
        List<String> failed =
                reported(
                        SqsBatchHandler.builder(routes)
                                .build()
                                .handleRequest(
                                        batch(plain, wrapped, message, notification, twice),
                                        invocation()));

        assertThat(failed).isEmpty();
        assertThat(signups.items().values()).containsExactly(new UserSignup("u-1"));
        assertThat(layers)
                .containsExactly(
                        List.of(new Layer.Event()),
                        List.of(new Layer.Wrapper("event"), new Layer.Event()),
                        List.of(new Layer.Wrapper("Message"), new Layer.Event()),
                        List.of(
                                new Layer.Sns("signups", "n-1"),
                                new Layer.Wrapper("event"),
                                new Layer.Event()),
                        List.of(new Layer.JsonString(), new Layer.Event()));
    }

    @Test
    void aBodyWithoutAnEnvelope() {
        InMemorySink<UserSignup> signups = new InMemorySink<>();

        // region payload
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                USER_SIGNUP,
                                event ->
                                        signups.write(
                                                IdempotencyKey.of(event.detail().userId()),
                                                event.detail()))
                        .withoutEnvelope(USER_SIGNUP)
                        .build();
        // endregion
        String body = "{\"user_id\": \"u-1\"}";
        String inside = event("e-1", "my.webapp", "UserSignup", body);
        List<String> failed =
                reported(
                        SqsBatchHandler.builder(routes)
                                .build()
                                .handleRequest(batch(body, inside), invocation()));

        assertThat(failed).isEmpty();
        assertThat(signups.items())
                .containsExactly(entry(IdempotencyKey.of("u-1"), new UserSignup("u-1")));
    }

    private static String jsonString(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
