package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

class SettingsTest {

    @Test
    void theNameOfAFifoQueueEndsInFifo() {
        refuses(
                () -> LocalQueue.fifo("q"),
                "Queue 'q': the name of a FIFO queue ends in .fifo and has at most 80 characters.");
        refuses(
                () -> LocalQueue.standard("q.fifo"),
                "Queue 'q.fifo': a name that ends in .fifo is a FIFO queue's: use LocalQueue.fifo.");
    }

    @Test
    void aPatternMayHaveAlternativesAtItsTop() {
        String pattern = "{\"$or\": [{\"source\": [\"a\"]}, {\"detail-type\": [\"b\"]}]}";
        LocalRule rule = LocalRule.matching("r", pattern);
        assertThat(rule.name()).isEqualTo("r");
        LocalEventSource source = LocalEventSource.of("q", "f");
        assertThat(source.filter("{\"$or\": [{\"body\": [\"a\"]}, {\"body\": [\"b\"]}]}"))
                .isNotEqualTo(source);
    }

    @Test
    void queueSettingsNameTheQueueAndTheProperty() {
        LocalQueue queue = LocalQueue.standard("q");
        refuses(
                () -> queue.visibilityTimeout(Duration.ofMillis(1500)),
                "Queue 'q': visibilityTimeout must be 0 to 43200 whole seconds, was PT1.5S.");
        refuses(
                () -> queue.deadLetterQueue("dlq", 0),
                "Queue 'q': maxReceiveCount must be 1 to 1000, was 0.");
        refuses(
                () -> queue.contentBasedDeduplication(true),
                "Queue 'q': contentBasedDeduplication is for FIFO queues only.");
    }

    @Test
    void aPatternThatDoesNotCompileSaysWhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalRule.matching("signup", "{\"source\":\"my.webapp\"}"))
                .withMessageStartingWith(
                        "Rule 'signup': event pattern: \"source\" must be an object or an array");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$or\":[{\"source\":[\"a\"]},{\"detail-type\":[\"b\"]}]}",
                "{\"source\":[{\"anything-but\":{\"wildcard\":\"a*\"}}]}",
                "{\"source\":[{\"anything-but\":{\"suffix\":[\"a\",\"b\"]}}]}",
                "{\"source\":[{\"anything-but\":{\"prefix\":[\"a\",\"b\"]}}]}",
                "{\"source\":[{\"prefix\":{\"equals-ignore-case\":\"a\"}}]}",
            })
    void whatEventBridgeTakesIsTaken(String pattern) {
        assertThat(LocalRule.matching("r", pattern).pattern()).isEqualTo(pattern);
        assertThat(LocalEventSource.of("q", "f").filter(pattern).filters())
                .containsExactly(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":[]}",
                "{\"$or\":[{\"source\":[\"a\"]}]}",
                "{\"source\":[{\"anything-but\":[]}]}",
                "{\"source\":[\"a\"]} {}",
                "{\"source\":[\"a\"]} x",
            })
    void whatEventBridgeRefusesIsRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalRule.matching("r", pattern))
                .withMessageStartingWith("Rule 'r': event pattern: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventSource.of("q", "f").filter(pattern))
                .withMessageStartingWith("Event source 'q' -> 'f': filter: ");
    }

    @Test
    void c40SchedulerStartsARateAtOnceAndARuleAfterOnePeriod() {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        RuleSchedule rate = RuleSchedule.ofScheduler("s", "rate(5 minute)", ZoneOffset.UTC);
        Instant later = start.plusSeconds(7200);

        assertThat(LocalRule.byScheduler("s", rate).firstTick(start)).contains(start);
        assertThat(LocalRule.byScheduler("s", rate.between(null, later)).firstTick(start))
                .contains(start);
        assertThat(LocalRule.byScheduler("s", rate.between(later, null)).firstTick(start))
                .contains(later);
        assertThat(LocalRule.scheduled("r", "rate(5 minutes)").firstTick(start))
                .contains(start.plusSeconds(300));
        assertThat(LocalRule.matching("p", "{\"source\":[\"a\"]}").firstTick(start)).isEmpty();
    }

    @Test
    void aScheduleStaysOnTheDefaultBus() {
        refuses(
                () -> LocalRule.scheduled("tick", "rate(1 minute)").onBus("orders"),
                "Rule 'tick': event bus: a scheduled rule is possible on the default bus only.");
    }

    @Test
    void aFunctionCannotSetWhatLambdaReserves() {
        refuses(
                () -> LocalFunction.process("f", "H").environment("AWS_REGION", "x"),
                "Function 'f': environment: AWS_REGION is reserved by Lambda.");
    }

    @Test
    void functionSettingsNameTheFunctionAndTheProperty() {
        refuses(
                () -> LocalFunction.process("f", "H").timeout(Duration.ofSeconds(901)),
                "Function 'f': timeout must be 1 to 900 whole seconds, was PT15M1S.");
        refuses(
                () -> LocalFunction.process("f", "H").memory(127),
                "Function 'f': memory must be 128 to 10240, was 127.");
        refuses(
                () -> LocalFunction.process("f", "H").reservedConcurrency(0),
                "Function 'f': reservedConcurrency must be 1 to 1000, was 0.");
    }

    @Test
    void anEventSourceHandlesTwoBatchesAtOnceOrMore() {
        refuses(
                () -> LocalEventSource.of("q", "f").maximumConcurrency(1),
                "Event source 'q' -> 'f': maximumConcurrency must be 2 to 1000, was 1.");
    }

    @Test
    void endpointsBecomeTheVariablesThatSdksRead() {
        LocalEndpoints endpoints =
                new LocalEndpoints(
                        URI.create("http://127.0.0.1:1"),
                        null,
                        "us-east-1",
                        "000000000000",
                        Map.of());

        assertThat(endpoints.environment())
                .isEqualTo(
                        Map.of(
                                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                                "AWS_REGION", "us-east-1",
                                "AWS_DEFAULT_REGION", "us-east-1",
                                "AWS_ACCESS_KEY_ID", "local",
                                "AWS_SECRET_ACCESS_KEY", "local"));
        assertThatIllegalStateException()
                .isThrownBy(endpoints::dynamoDb)
                .withMessage("The pipeline has no DynamoDB, since it has no table: add one.");
    }

    private static void refuses(ThrowingCallable setting, String message) {
        assertThatIllegalArgumentException().isThrownBy(setting).withMessage(message);
    }
}
