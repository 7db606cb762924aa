package dev.mailroom.local.internal.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.eventbus.Parameter;
import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.eventbus.SqsParameters;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.step.SubscriberStep.AttemptFailed;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** What a subscriber sends to its target. */
class SubscriberMessagesTest {

    private static final Duration A_DAY = Duration.ofDays(1);

    /** V13: an expression that yields nothing, null or an error fails its delivery. */
    @Test
    void whatYieldsNothingIsNotDelivered() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .transformer(
                                        new Transformer.Jsonata(
                                                "{% $events.Data.n ? $number($events.Data.n) :"
                                                        + " $events.Data.m %}"))
                                .retries(0, A_DAY)
                                .onFailure(TestBus.FAILED)
                                .build());

        bus.publish(
                TestBus.raw("{\"m\":true}"),
                TestBus.raw("{}"),
                TestBus.raw("{\"m\":null}"),
                TestBus.raw("{\"n\":\"x\"}"));

        assertThat(bus.bodies()).containsExactly("true");
        assertThat(bus.records)
                .extracting(record -> record.attributes().path("ERROR_MESSAGE").path("StringValue"))
                .extracting(Object::toString)
                .containsExactly(
                        "\"the JSONata expression yields nothing\"",
                        "\"the JSONata expression fails\"");
    }

    /** V17: parameters are literals, or expressions that read the event as it was. */
    @Test
    void parametersReadTheEvent() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .transformer(new Transformer.Jsonata("{% 'body' %}"))
                                .sqs(
                                        new SqsParameters(
                                                Parameter.of(
                                                        "{% $events.SystemMetadata.EventGroupId %}"),
                                                Parameter.of(
                                                        "{% $events.SystemMetadata.\"aws:EventId\" %}"),
                                                Parameter.of("{% $events.Data.n + 1 %}"),
                                                Map.of(
                                                        "order",
                                                        new SqsParameters.Attribute(
                                                                "Number",
                                                                Parameter.of(
                                                                        "{% $events.Data.n %}"))),
                                                Map.of(
                                                        "AWSTraceHeader",
                                                        new SqsParameters.Attribute(
                                                                "String",
                                                                Parameter.of("Root=1-2")))))
                                .build());

        bus.publish(TestBus.raw("{\"n\":7}", "g", null));

        OutgoingMessage message = bus.sent.get(0);
        assertThat(message.body()).isEqualTo("body");
        assertThat(message.groupId()).isEqualTo("g");
        assertThat(message.deduplicationId()).isEqualTo("id-1");
        assertThat(message.delaySeconds()).isEqualTo(8);
        assertThat(message.traceHeader()).isEqualTo("Root=1-2");
        assertThat(message.attributes())
                .hasToString("{\"order\":{\"DataType\":\"Number\",\"StringValue\":\"7\"}}");
    }

    /** V17: the values of message attributes are expressions, and their names are names. */
    @Test
    void theNameOfAnAttributeIsNoExpression() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .retries(0, A_DAY)
                                .sqs(
                                        new SqsParameters(
                                                null,
                                                null,
                                                null,
                                                Map.of(
                                                        "{% 'kind' %}",
                                                        new SqsParameters.Attribute(
                                                                "String", Parameter.of("order"))),
                                                Map.of()))
                                .build());

        bus.publish(TestBus.raw("{}"));

        assertThat(bus.sent).isEmpty();
        assertThat(bus.told(AttemptFailed.class))
                .containsExactly(
                        "event id-1 of subscriber paid not delivered to queue paid, attempt 1: sqs"
                                + " SendMessageBatch: InvalidParameterValue: message attribute '{%"
                                + " 'kind' %}' needs a name of letters, digits, '-', '_' and '.', a"
                                + " DataType and a value");
    }

    /** V27: bus to bus gives an event a new id, and a Classic bus takes no payloads. */
    @Test
    void onAClassicBusItIsAnotherEvent() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        Subscriber.builder("paid", "shop", Destination.bus("classic"))
                                .retries(0, A_DAY)
                                .build());

        bus.put(LocalEvent.of("shop", "Paid", "{\"order\":1.10}"));
        bus.publish(
                TestBus.raw("{\"order\":1.10}"),
                new BusEntry.Raw(RetainedEvent.BINARY, "AP8=", Map.of(), BusEntry.Identity.NONE));

        assertThat(bus.bodies())
                .containsExactly(
                        "{\"version\":\"0\",\"id\":\"id-2\",\"detail-type\":\"Paid\","
                                + "\"source\":\"shop\",\"account\":\"000000000000\","
                                + "\"time\":\"2026-11-25T12:00:00Z\",\"region\":\"us-east-1\","
                                + "\"resources\":[],\"detail\":{\"order\":1.10}}");
        assertThat(bus.told(AttemptFailed.class))
                .allMatch(told -> told.endsWith(": a Classic bus accepts only events"))
                .hasSize(2);
    }
}
