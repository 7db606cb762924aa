package dev.mailroom.docs.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Sink;
import dev.mailroom.WriteResult;
import dev.mailroom.docs.quickstart.UserSignupHandler.UserSignup;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class UserSignupHandlerTest {

    private static final String EVENT =
            """
            {"version": "0", "id": "e-1", "detail-type": "UserSignup", "source": "my.webapp",
             "account": "111122223333", "time": "2026-11-22T10:00:00Z", "region": "eu-west-1", "resources": [],
             "detail": {"user_id": "u-1", "email": "ada@example.com", "name": "Ada"}}
            """;

    @Test
    void storesASignupOnceAndReportsOnlyWhatFailed() {
        Map<String, UserSignup> stored = new LinkedHashMap<>();
        Sink<UserSignup> signups =
                (key, signup) ->
                        stored.putIfAbsent(key.text(), signup) == null
                                ? WriteResult.WRITTEN
                                : WriteResult.DUPLICATE;

        List<BatchItemFailure> failures =
                new UserSignupHandler(signups)
                        .handleRequest(batch(EVENT, EVENT, "no event"), oneMinute())
                        .getBatchItemFailures();

        assertThat(stored)
                .containsExactly(Map.entry("e-1", new UserSignup("u-1", "ada@example.com", "Ada")));
        assertThat(failures).containsExactly(new BatchItemFailure("message-2"));
    }

    private static SQSEvent batch(String... bodies) {
        SQSEvent event = new SQSEvent();
        event.setRecords(new java.util.ArrayList<>());
        for (String body : bodies) {
            SQSMessage message = new SQSMessage();
            message.setMessageId("message-" + event.getRecords().size());
            message.setBody(body);
            event.getRecords().add(message);
        }
        return event;
    }

    private static Context oneMinute() {
        return (Context)
                Proxy.newProxyInstance(
                        Context.class.getClassLoader(),
                        new Class<?>[] {Context.class},
                        (proxy, method, args) -> {
                            assertThat(method.getName()).isEqualTo("getRemainingTimeInMillis");
                            return 60_000;
                        });
    }
}
