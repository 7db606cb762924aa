package dev.mailroom.local.internal.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.step.EventStep.EventPut;
import dev.mailroom.local.step.SubscriberStep.EventDeduplicated;
import dev.mailroom.local.step.SubscriberStep.NoSubscriberMatched;
import dev.mailroom.local.step.SubscriberStep.RawEventPut;
import dev.mailroom.local.step.SubscriberStep.ReplayStarted;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

/** What a Custom Event Bus keeps, how it transforms events, and which subscribers get them. */
class RetainingBusTest {

    private static final String ENVELOPE =
            "{\"version\":\"0\",\"id\":\"id-1\",\"detail-type\":\"Paid\",\"source\":\"shop\","
                    + "\"account\":\"000000000000\",\"time\":\"2026-11-25T12:00:00Z\","
                    + "\"region\":\"us-east-1\",\"resources\":[],\"detail\":{\"order\":1.10}}";

    private static final String ID = "{% $events.SystemMetadata.`aws:EventId` %}";

    /** V10: RAW gives the envelope of PutEvents, and the payload of PutRawEvents unchanged. */
    @Test
    void rawIsWhatWasPut() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().build());

        bus.put(LocalEvent.of("shop", "Paid", "{\"order\":1.10}"));
        bus.publish(
                TestBus.raw("{ \"order\" : 1.10 }"),
                new BusEntry.Raw(RetainedEvent.BINARY, "AP8=", Map.of(), BusEntry.Identity.NONE));

        assertThat(bus.bodies()).containsExactly(ENVELOPE, "{ \"order\" : 1.10 }", "AP8=");
        assertThat(bus.told(EventPut.class))
                .containsExactly("event id-1 put on bus shop: shop / Paid");
        assertThat(bus.told(RawEventPut.class))
                .containsExactly(
                        "raw event id-2 put on bus shop: application/json",
                        "raw event id-3 put on bus shop: application/octet-stream");
    }

    /** V11, V12: three parts; system metadata has strings alone, and nothing that is empty. */
    @Test
    void withMetadataIsDataMetadataAndSystemMetadata() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber().transformer(new Transformer.WithMetadata()).build());

        bus.put(LocalEvent.of("shop", "Paid", "{\"order\":1.10}"));
        bus.publish(
                new BusEntry.Raw(
                        "application/json",
                        "[1, 2]",
                        Map.of("tenant", "acme"),
                        new BusEntry.Identity("g", "d")),
                new BusEntry.Raw(RetainedEvent.BINARY, "AP8=", Map.of(), BusEntry.Identity.NONE));

        assertThat(bus.bodies())
                .containsExactly(
                        "{\"Data\":"
                                + ENVELOPE
                                + ",\"Metadata\":{},\"SystemMetadata\":{"
                                + "\"ContentType\":\"application/eventbridge+json\","
                                + "\"aws:EventId\":\"id-1\","
                                + "\"aws:IngestionTime\":\"2026-11-25T12:00:00.123Z\","
                                + "\"aws:SequenceNumber\":\"00000000000000000001\","
                                + "\"aws:Source\":\"shop\",\"aws:DetailType\":\"Paid\","
                                + "\"aws:DeliveryType\":\"LIVE\"}}",
                        "{\"Data\":[1,2],\"Metadata\":{\"tenant\":\"acme\"},\"SystemMetadata\":{"
                                + "\"ContentType\":\"application/json\",\"EventGroupId\":\"g\","
                                + "\"DeduplicationId\":\"d\",\"aws:EventId\":\"id-2\","
                                + "\"aws:IngestionTime\":\"2026-11-25T12:00:00.123Z\","
                                + "\"aws:SequenceNumber\":\"00000000000000000002\","
                                + "\"aws:DeliveryType\":\"LIVE\"}}",
                        "{\"Data\":\"AP8=\",\"Metadata\":{},\"SystemMetadata\":{"
                                + "\"ContentType\":\"application/octet-stream\","
                                + "\"aws:EventId\":\"id-3\","
                                + "\"aws:IngestionTime\":\"2026-11-25T12:00:00.123Z\","
                                + "\"aws:SequenceNumber\":\"00000000000000000003\","
                                + "\"aws:DeliveryType\":\"LIVE\"}}");
    }

    /** V22: all filters must match, each its own part; anything but an object matches nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATA            | {\"detail-type\":[\"Paid\"]}               | id-1",
                "DATA            | {\"order\":[{\"exists\":true}]}            | id-2",
                "DATA            | {\"order\":[{\"numeric\":[\"=\",1]}]}       | id-2",
                "DATA            | {\"order\":[1]}                          | id-2",
                "DATA            | {\"detail\":{\"order\":[1.0]}}             | id-1",
                "METADATA        | {\"tenant\":[\"other\"]}                   | none",
                "METADATA        | {\"tenant\":[\"acme\"]}                    | id-2",
                "SYSTEM_METADATA | {\"aws:Source\":[\"shop\"]}                | id-1",
                "SYSTEM_METADATA | {\"ContentType\":[\"application/json\"]}   | id-2,id-3",
                "SYSTEM_METADATA | {\"aws:DeliveryType\":[\"REPLAY\"]}        | none"
            })
    void aFilterLooksAtItsPart(Scope scope, String pattern, String wanted)
            throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .filter(scope, pattern)
                                .transformer(new Transformer.Jsonata(ID))
                                .build());

        bus.put(LocalEvent.of("shop", "Paid", "{\"order\":1}"));
        bus.publish(
                new BusEntry.Raw(
                        "application/json",
                        "{\"order\":1}",
                        Map.of("tenant", "acme"),
                        BusEntry.Identity.NONE),
                TestBus.raw("[\"order\"]"));

        assertThat(String.join(",", bus.bodies())).isEqualTo(wanted.replace("none", ""));
    }

    /** V22: one filter that does not match is enough. */
    @Test
    void filtersAreAllToMatch() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .filter(Scope.DATA, "{\"source\":[\"shop\"]}")
                                .filter(Scope.SYSTEM_METADATA, "{\"aws:Source\":[\"other\"]}")
                                .build());

        bus.put(LocalEvent.of("shop", "Paid", "{}"));

        assertThat(bus.sent).isEmpty();
        assertThat(bus.told(NoSubscriberMatched.class))
                .containsExactly("event id-1 wanted by no subscriber of bus shop");
    }

    /** V19: by an id of the publisher's or by content, within a group, for five minutes. */
    @Test
    void aDuplicateIsHeldBack() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().build());

        bus.publish(TestBus.raw("1", "g", "d"), TestBus.raw("2", "g", "d"));
        bus.publish(TestBus.raw("3", "h", "d"), TestBus.raw("4", null, "d"));
        bus.publish(TestBus.raw("5", null, "d"), TestBus.raw("1"), TestBus.raw("1"));
        bus.publish(true, TestBus.raw("6"), TestBus.raw("6"), TestBus.raw("6", "g", null));

        assertThat(bus.bodies()).containsExactly("1", "3", "4", "1", "1", "6", "6");
        assertThat(bus.told(EventDeduplicated.class))
                .containsExactly(
                        "event held back by bus shop: a duplicate of event id-1",
                        "event held back by bus shop: a duplicate of event id-3",
                        "event held back by bus shop: a duplicate of event id-6");
    }

    /** V19: the window is 300 s. */
    @Test
    void afterFiveMinutesItIsAnotherEvent() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().build());

        bus.publish(TestBus.raw("1", "g", "d"));
        bus.pass(Duration.ofSeconds(299));
        assertThat(bus.publish(TestBus.raw("2", "g", "d")).get(0).isDuplicate()).isTrue();
        bus.pass(Duration.ofSeconds(1));
        assertThat(bus.publish(TestBus.raw("3", "g", "d")).get(0).isDuplicate()).isFalse();

        assertThat(bus.bodies()).containsExactly("1", "3");
    }

    /** V26: a replay keeps the ids, says that it is one, and reaches back to the retention. */
    @Test
    void whatTheBusKeepsIsDeliveredAgain() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .transformer(
                                        new Transformer.Jsonata(
                                                "{% $events.SystemMetadata.(`aws:EventId` & ' ' &"
                                                        + " `aws:DeliveryType`) %}"))
                                .filter(Scope.DATA, "{\"keep\":[true]}")
                                .build());
        bus.publish(TestBus.raw("{\"keep\":true}"), TestBus.raw("{}"));
        bus.pass(Duration.ofHours(23));
        bus.publish(TestBus.raw("{\"keep\":true}"));
        bus.sent.clear();

        assertThat(bus.replay(Replay.fromHorizon())).isEqualTo(2);
        assertThat(bus.replay(Replay.from(TestBus.START.plusSeconds(1)))).isEqualTo(1);
        assertThat(bus.replay(Replay.fromHorizon().until(TestBus.START))).isEqualTo(1);
        bus.pass(Duration.ofHours(2));
        assertThat(bus.replay(Replay.fromHorizon())).isEqualTo(1);

        assertThat(bus.bodies())
                .containsExactly(
                        "id-1 REPLAY", "id-3 REPLAY", "id-3 REPLAY", "id-1 REPLAY", "id-3 REPLAY");
        assertThat(bus.told(ReplayStarted.class).get(0))
                .isEqualTo("subscriber paid replays 2 events");
    }

    /** V26: a stopped subscriber keeps its backlog. */
    @Test
    void whatAStoppedSubscriberWantsWaits() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().running(false).build());

        bus.publish(TestBus.raw("1"), TestBus.raw("2"));
        assertThat(bus.sent).isEmpty();
        bus.resume();
        bus.publish(TestBus.raw("3"));

        assertThat(bus.bodies()).containsExactly("1", "2", "3");
    }

    @Test
    void anUnknownSubscriberIsAnError() {
        TestBus bus = new TestBus();

        assertThatThrownBy(() -> bus.replay(Replay.fromHorizon()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Bus 'shop' has no subscriber 'paid'.");
    }
}
