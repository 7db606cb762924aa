package dev.mailroom.local.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.EventStep.DeliveryFailed;
import dev.mailroom.local.step.EventStep.EventDropped;
import dev.mailroom.local.step.EventStep.EventPut;
import dev.mailroom.local.step.EventStep.EventRefused;
import dev.mailroom.local.step.EventStep.NoRuleMatched;
import dev.mailroom.local.step.EventStep.RuleMatched;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.FunctionStep.EventInvoked;
import dev.mailroom.local.step.FunctionStep.EventLost;
import dev.mailroom.local.step.FunctionStep.FailuresIgnored;
import dev.mailroom.local.step.FunctionStep.FunctionLog;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.FunctionStep.Reason;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep.MessageDelivered;
import dev.mailroom.local.step.QueueStep.MessageFiltered;
import dev.mailroom.local.step.QueueStep.MessageQuarantined;
import dev.mailroom.local.step.QueueStep.MessageRedriven;
import dev.mailroom.local.step.SubscriberStep.AttemptFailed;
import dev.mailroom.local.step.SubscriberStep.DeliveryLost;
import dev.mailroom.local.step.SubscriberStep.EventDeduplicated;
import dev.mailroom.local.step.SubscriberStep.FailureRecorded;
import dev.mailroom.local.step.SubscriberStep.NoSubscriberMatched;
import dev.mailroom.local.step.SubscriberStep.RawEventPut;
import dev.mailroom.local.step.SubscriberStep.RetrySucceeded;
import dev.mailroom.local.step.SubscriberStep.SubscriberMatched;
import dev.mailroom.local.step.TopicStep.NobodySubscribed;
import dev.mailroom.local.step.TopicStep.NotificationSent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

class StoriesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Stories stories = new Stories(Clock.fixed(NOW, ZoneOffset.UTC));
    private final EventViews views = new EventViews(stories);

    @Test
    void aMessageThatIsDoneIsTheEndOfItsEvent() throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new FunctionLog("f", "working"),
                new InvocationReturned("f", "r-1", List.of()));

        assertThat(outcome("e-1")).isEqualTo("done");
        assertThat(texts("e-1"))
                .containsExactly(
                        "put on bus default",
                        "matched rule rule, goes to queue q",
                        "message m-1 in queue q",
                        "function f gets it alone, request r-1",
                        "working",
                        "done by function f");
    }

    @Test
    void aStoryDoesNotDependOnWhenItsMessageIsKnown() throws Exception {
        begin("e-1");
        // The function may have the message before the sender knows its id.
        tell(
                new MessageDelivered("q", "m-1"),
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new InvocationReturned("f", "r-1", List.of()));
        stories.handedOn("e-1", Destination.queue("q"), "m-1");

        assertThat(outcome("e-1")).isEqualTo("done");
    }

    @Test
    void aLineOfABatchIsOfTheMessageOrTheEventThatItNames() throws Exception {
        deliver("e-1", "m-1");
        deliver("e-2", "m-2");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1", "m-2")),
                new FunctionLog("f", "batch of two"),
                new FunctionLog("f", "message m-1"),
                new FunctionLog("f", "event e-2"));

        assertThat(logs("e-1")).containsExactly("batch of two", "message m-1");
        assertThat(logs("e-2")).containsExactly("batch of two", "event e-2");
    }

    @Test
    void theReasonThatMailroomLogsIsThatOfTheMessage() throws Exception {
        for (String id : List.of("m-1", "m-2")) {
            deliver("of-" + id, id);
            tell(
                    new BatchInvoked("f", "r-" + id, "q", List.of(id)),
                    new FunctionLog(
                            "f",
                            "WARN Poison: message "
                                    + id
                                    + ", receive 1: \"detail\" is null (messageId: "
                                    + id
                                    + ")"),
                    new InvocationReturned("f", "r-" + id, List.of(id)),
                    new MessageRedriven("q", "dead", id));
        }

        // The same for both, so that the page has them in one group.
        assertThat(stories.reasonOf("m-1")).isEqualTo("\"detail\" is null");
        assertThat(stories.reasonOf("m-2")).isEqualTo("\"detail\" is null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DUPLICATE: message m-1, receive 1 | false | duplicate",
                "Skipped: message m-1, receive 1 | false | skipped",
                "POISON: message m-1, receive 1: no name | true | poison",
                "POISON: message m-1, receive 1: no name | false | poison",
                "RETRY: message m-1, receive 1: busy | true | retry",
                "{\"message\":\"POISON: message m-1, receive 1: no name\"} | true | poison",
                "DUPLICATE: message m-9, receive 1 | false | done"
            })
    void whatMailroomLogsSaysMoreThanTheResponse(String line, boolean fails, String outcome)
            throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new FunctionLog("f", line),
                new InvocationReturned("f", "r-1", fails ? List.of("m-1") : List.of()));

        assertThat(outcome("e-1")).isEqualTo(outcome);
    }

    @Test
    void poisonIsKnownByTheLogAndKeepsItsReasonIntoTheDeadLetterQueue() throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new FunctionLog("f", "POISON: message m-1, receive 1: no name"),
                new InvocationReturned("f", "r-1", List.of("m-1")));
        assertThat(outcome("e-1")).isEqualTo("poison");

        tell(new MessageRedriven("q", "dead", "m-1"));

        assertThat(outcome("e-1")).isEqualTo("dead letter");
        assertThat(reason("e-1")).isEqualTo("no name");
        assertThat(stories.idsIn("dead")).containsExactly("m-1");
        assertThat(stories.idsIn("q")).isEmpty();
    }

    @Test
    void aQuarantinedMessageGoesOnAsItsCopy() throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new FunctionLog("f", "POISON: message m-1, receive 1: no name"),
                new MessageDelivered("dead", "m-2"),
                new MessageQuarantined("dead", "m-2", "m-1", "f", "no name"),
                new InvocationReturned("f", "r-1", List.of()));

        assertThat(outcome("e-1")).isEqualTo("dead letter");
        assertThat(reason("e-1")).isEqualTo("no name");
        assertThat(texts("e-1"))
                .endsWith(
                        "POISON: message m-1, receive 1: no name",
                        "message m-2 in queue dead",
                        "quarantined by function f: no name",
                        "not reported, so deleted: the copy stays");
        assertThat(stories.eventOfMessage("m-2")).isEqualTo("e-1");
        assertThat(stories.idsIn("dead")).containsExactly("m-2");
        assertThat(stories.quarantinedBy("dead")).containsExactly("function f");
        assertThat(stories.flow("function f", "queue dead").count()).isEqualTo(1);

        // Somebody sends it back, and it is handled.
        tell(
                new MessageDelivered("q", "m-2"),
                new BatchInvoked("f", "r-2", "q", List.of("m-2")),
                new InvocationReturned("f", "r-2", List.of()));

        assertThat(outcome("e-1")).isEqualTo("done");
    }

    @Test
    void aQuarantinedMessageThatComesAgainIsItselfOnceMore() throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new MessageDelivered("dead", "m-2"),
                new MessageQuarantined("dead", "m-2", "m-1", "f", "no name"),
                new InvocationFailed("f", "r-1", Reason.TIMEOUT, "after 1 s"),
                new BatchInvoked("f", "r-2", "q", List.of("m-1")));

        assertThat(texts("e-1")).contains("function f failed, timeout: after 1 s");
        assertThat(outcome("e-1")).isEqualTo("dead letter");
    }

    @Test
    void aTopicThatNobodySubscribedToLosesTheEvent() throws Exception {
        begin("e-1");
        stories.handedOn("e-1", Destination.topic("news"), "n-1");
        tell(new NobodySubscribed("news", "n-1"));

        assertThat(outcome("e-1")).isEqualTo("lost");
        assertThat(reason("e-1")).isEqualTo("topic news has no subscription");
    }

    @Test
    void aLogLineMayComeAfterTheResponse() throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new InvocationReturned("f", "r-1", List.of()),
                new FunctionLog("f", "DUPLICATE: message m-1, receive 1"));

        assertThat(outcome("e-1")).isEqualTo("duplicate");
        assertThat(logs("e-1")).containsExactly("DUPLICATE: message m-1, receive 1");
    }

    @Test
    void aRetryForgetsHowItWasBefore() throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new FunctionLog("f", "RETRY: message m-1, receive 1: busy"),
                new InvocationReturned("f", "r-1", List.of("m-1")));
        assertThat(outcome("e-1")).isEqualTo("retry");
        assertThat(reason("e-1")).isEqualTo("busy");

        tell(
                new BatchInvoked("f", "r-2", "q", List.of("m-1")),
                new InvocationReturned("f", "r-2", List.of()));

        assertThat(outcome("e-1")).isEqualTo("done");
        assertThat(reason("e-1")).isEqualTo("null");
    }

    @Test
    void aFailedInvocationFailsItsWholeBatch() throws Exception {
        deliver("e-1", "m-1");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new InvocationFailed("f", "r-1", Reason.TIMEOUT, "after 1 s"));

        assertThat(outcome("e-1")).isEqualTo("retry");
        assertThat(reason("e-1")).isEqualTo("timeout: after 1 s");
    }

    @Test
    void theWorstOutcomeIsThatOfTheStory() throws Exception {
        deliver("e-1", "m-1");
        stories.handedOn("e-1", Destination.queue("other"), "m-2");
        tell(
                new MessageDelivered("other", "m-2"),
                new MessageFiltered("other", "m-2"),
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new InvocationReturned("f", "r-1", List.of()));

        assertThat(outcome("e-1")).isEqualTo("filtered");
    }

    @Test
    void whatAwsLosesIsLost() throws Exception {
        begin("e-1");
        tell(new NoRuleMatched("default", "e-1"));
        assertThat(outcome("e-1")).isEqualTo("unmatched");

        tell(new EventDropped("nowhere", "e-2", "s", "t", "there is no such bus"));
        assertThat(outcome("e-2")).isEqualTo("lost");

        deliver("e-3", "m-3");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-3")),
                new FailuresIgnored("f", "r-1", "q", List.of("m-3")),
                new InvocationReturned("f", "r-1", List.of()));
        assertThat(outcome("e-3")).isEqualTo("lost");

        begin("e-4");
        stories.handedOn("e-4", Destination.function("f"), "r-4");
        tell(
                new EventInvoked("f", "r-4", 3),
                new InvocationFailed("f", "r-4", Reason.HANDLER_ERROR, "no"),
                new EventLost("f", "r-4", 3, "nobody keeps it"));
        assertThat(outcome("e-4")).isEqualTo("lost");
        assertThat(reason("e-4")).isEqualTo("nobody keeps it");

        tell(new EventRefused("default", "aws.s3", "t", "NotAuthorizedForSourceException"));
        assertThat(outcome("refused-0")).isEqualTo("refused");
    }

    @Test
    void aSubscriberThatFailsOnceIsOnTheWay() throws Exception {
        begin("e-1");
        tell(
                new SubscriberMatched("e-1", "paid", "queue q"),
                new AttemptFailed("e-1", "paid", "queue q", 1, "sqs: no"));
        assertThat(outcome("e-1")).isEqualTo("retry");
        assertThat(reason("e-1")).isEqualTo("sqs: no");

        tell(new RetrySucceeded("e-1", "paid", "queue q", 2), new MessageDelivered("q", "m-1"));
        stories.handedOn("e-1", Destination.queue("q"), "m-1");

        assertThat(outcome("e-1")).isEqualTo("waiting");
        assertThat(texts("e-1"))
                .containsExactly(
                        "put on bus default",
                        "wanted by subscriber paid, goes to queue q",
                        "subscriber paid could not deliver it to queue q, attempt 1: sqs: no",
                        "delivered to queue q, attempt 2",
                        "message m-1 in queue q");
        assertThat(stories.flow("custom-bus default", "subscriber paid").count()).isEqualTo(1);
        assertThat(stories.flow("subscriber paid", "queue q").count()).isEqualTo(1);
    }

    @Test
    void whatASubscriberGivesUpIsLostUnlessItIsRecorded() throws Exception {
        tell(new RawEventPut("shop", "e-1", "application/json"));
        tell(new AttemptFailed("e-1", "paid", "queue q", 1, "sqs: no"));

        tell(new FailureRecorded("paid", List.of("e-1"), "queue failed"));
        assertThat(outcome("e-1")).isEqualTo("dead letter");
        assertThat(reason("e-1")).isEqualTo("sqs: no");

        tell(new DeliveryLost("other", List.of("e-1"), "it has no OnFailureConfiguration"));
        assertThat(outcome("e-1")).isEqualTo("lost");
        assertThat(texts("e-1"))
                .containsExactly(
                        "put on bus shop",
                        "subscriber paid could not deliver it to queue q, attempt 1: sqs: no",
                        "given up by subscriber paid: a record is in queue failed, the event on the"
                                + " bus",
                        "given up by subscriber other, and nobody is told: it has no"
                                + " OnFailureConfiguration");
    }

    @Test
    void whatNoSubscriberWantsIsUnmatched() throws Exception {
        begin("e-1");
        tell(
                new NoSubscriberMatched("shop", "e-1"),
                new EventDeduplicated("shop", "e-1"),
                new EventDeduplicated("shop", "e-0"));

        assertThat(outcome("e-1")).isEqualTo("unmatched");
        assertThat(reason("e-1")).isEqualTo("no subscriber of bus shop wants it");
        assertThat(texts("e-1")).endsWith("a duplicate of it was held back by bus shop");
    }

    @Test
    void whatARuleCannotDeliverIsADeadLetterIfThereIsAQueueForThat() throws Exception {
        DefinitionBuilder definition = new DefinitionBuilder();
        definition.queue(LocalQueue.standard("q").deadLetterQueue("dead", 1));
        definition.queue(LocalQueue.standard("dead"));
        stories.begin(definition.definition());
        begin("e-1");
        tell(new DeliveryFailed("e-1", "rule", "queue q", "too large"));
        assertThat(outcome("e-1")).isEqualTo("lost");

        tell(new MessageDelivered("dead", "m-1"));
        stories.handedOn("e-1", Destination.queue("dead"), "m-1");

        assertThat(outcome("e-1")).isEqualTo("dead letter");
        assertThat(reason("e-1")).isEqualTo("too large");
    }

    @Test
    void aTopicIsOnTheWay() throws Exception {
        begin("e-1");
        stories.handedOn("e-1", Destination.topic("news"), "n-1");
        tell(new NotificationSent("news", "n-1", "queue q"), new MessageDelivered("q", "m-1"));
        stories.handedOn("e-1", Destination.queue("q"), "m-1");

        assertThat(texts("e-1"))
                .containsExactly(
                        "put on bus default",
                        "topic news sends it to queue q",
                        "message m-1 in queue q");
        assertThat(outcome("e-1")).isEqualTo("waiting");
    }

    @Test
    void aWriteIsOfTheEventWhoseIdItHas() throws Exception {
        deliver("e-1", "m-1");
        deliver("e-2", "m-2");
        tell(
                new BatchInvoked("f", "r-1", "q", List.of("m-1")),
                new BatchInvoked("f", "r-2", "q", List.of("m-2")));

        stories.wrote(new Write("Orders", "PutItem", null, Set.of("e-2")));
        stories.wrote(new Write("Orders", "PutItem", "Refused", Set.of("m-1")));
        stories.wrote(new Write("Orders", "PutItem", null, Set.of()));

        assertThat(texts("e-1")).endsWith("table Orders refused PutItem: Refused");
        assertThat(texts("e-2")).endsWith("wrote to table Orders (PutItem)");
    }

    @Test
    void aWriteWithoutAnIdIsOfTheOnlyInvocationThatRuns() throws Exception {
        deliver("e-1", "m-1");
        tell(new BatchInvoked("f", "r-1", "q", List.of("m-1")));

        stories.wrote(new Write("Orders", "PutItem", null, Set.of()));

        assertThat(texts("e-1")).endsWith("wrote to table Orders (PutItem)");
        assertThat(stories.flow("function f", "table Orders").count()).isEqualTo(1);
    }

    @Test
    void whatWaitedIsGoneWithItsPipeline() throws Exception {
        deliver("e-1", "m-1");

        stories.begin(new DefinitionBuilder().definition());

        assertThat(outcome("e-1")).isEqualTo("lost");
        assertThat(reason("e-1")).isEqualTo("the pipeline was stopped before it was done");
    }

    @Test
    void keepsTheLast2000Events() throws Exception {
        for (int i = 1; i <= 2_001; i++) {
            begin("e-" + i);
        }

        JsonNode list = views.list("", "", 10);

        assertThat(list.path("total").asInt()).isEqualTo(2_000);
        assertThat(list.at("/events/0/id").asText()).isEqualTo("e-2001");
        assertThat(list.path("events")).hasSize(10);
        assertThat(stories.hasStory("e-1")).isFalse();
    }

    @Test
    void aFloodOfLinesIsCut() throws Exception {
        deliver("e-1", "m-1");
        tell(new BatchInvoked("f", "r-1", "q", List.of("m-1")));
        for (int i = 0; i < 1_000; i++) {
            tell(new FunctionLog("f", "x".repeat(10_000)));
        }

        assertThat(logs("e-1")).hasSize(300).allMatch(line -> line.length() == 4_001);
    }

    private void begin(String id) {
        stories.began(new BusEvent(id, "s", "t", NOW, List.of(), "{}"));
        tell(new EventPut("default", id, "s", "t"));
    }

    private void deliver(String event, String message) {
        begin(event);
        tell(new RuleMatched(event, "rule", "queue q"), new MessageDelivered("q", message));
        stories.handedOn(event, Destination.queue("q"), message);
    }

    private void tell(PipelineStep... steps) {
        List.of(steps).forEach(stories);
    }

    private String outcome(String id) throws ConsoleException {
        return views.one(id).path("outcome").asText();
    }

    private String reason(String id) throws ConsoleException {
        return views.one(id).path("reason").asText();
    }

    private List<String> texts(String id) throws ConsoleException {
        return steps(id).map(step -> step.path("text").asText(step.path("log").asText())).toList();
    }

    private List<String> logs(String id) throws ConsoleException {
        return steps(id)
                .filter(step -> step.has("log"))
                .map(step -> step.get("log").asText())
                .toList();
    }

    private Stream<JsonNode> steps(String id) throws ConsoleException {
        return StreamSupport.stream(views.one(id).path("steps").spliterator(), false);
    }
}
