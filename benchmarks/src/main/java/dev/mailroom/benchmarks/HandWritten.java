package dev.mailroom.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The loop that people write: one {@code readValue} into a typed envelope, a look at source and
 * detail-type, and the ids of what failed. It keeps the time as text, which is the cheapest thing
 * that a hand-written envelope can do.
 */
final class HandWritten implements RequestHandler<SQSEvent, SQSBatchResponse> {

    record Envelope(
            String version,
            String id,
            @JsonProperty("detail-type") String detailType,
            String source,
            String account,
            String time,
            String region,
            List<String> resources,
            UserSignup detail) {}

    record Wrapper(Envelope event) {}

    record Notification(@JsonProperty("Message") String message) {}

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
    private final ObjectReader envelopes = mapper.readerFor(Envelope.class);
    private final ObjectReader wrappers = mapper.readerFor(Wrapper.class);
    private final ObjectReader notifications = mapper.readerFor(Notification.class);
    private final Form form;
    private final Consumer<UserSignup> signups;

    /** A loop that knows in which form its events come. */
    HandWritten(Form form, Consumer<UserSignup> signups) {
        this.form = form;
        this.signups = signups;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            try {
                Envelope envelope = open(message.getBody());
                if (envelope.source().equals("my.webapp")
                        && envelope.detailType().equals("UserSignup")) {
                    signups.accept(envelope.detail());
                }
            } catch (IOException | RuntimeException e) {
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private Envelope open(String body) throws IOException {
        return switch (form) {
            case COMPACT, SPACED, OTHER_ORDER -> envelopes.readValue(body);
            case WRAPPED -> wrappers.<Wrapper>readValue(body).event();
            case IN_SNS ->
                    envelopes.readValue(notifications.<Notification>readValue(body).message());
        };
    }
}
