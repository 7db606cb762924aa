package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleTarget;
import dev.mailroom.local.model.TargetInput;
import dev.mailroom.local.model.TopicSubscription;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class DefinitionCheckTest {

    private static final LocalRule RULE =
            LocalRule.matching("signup", "{\"source\":[\"my.webapp\"]}");

    private final DefinitionBuilder parts = new DefinitionBuilder();
    private final LocalPipelineBuilder builder = new LocalPipelineBuilder(parts);

    @Test
    void namesDeclaredTwiceAreRefused() {
        builder.queue(LocalQueue.standard("q")).queue(LocalQueue.standard("q"));
        refuses("Queue 'q' is declared twice.");
    }

    @Test
    void aRuleDeclaredTwiceOnOneBusIsRefused() {
        builder.queue(LocalQueue.standard("q")).rule(RULE.toQueue("q")).rule(RULE.toQueue("q"));
        refuses("Rule 'signup' is declared twice on bus 'default'.");
    }

    @Test
    void anEventSourceDeclaredTwiceIsRefused() {
        builder.queue(LocalQueue.standard("q"))
                .function(inProcess(3))
                .eventSource(LocalEventSource.of("q", "f"))
                .eventSource(LocalEventSource.of("q", "f"));
        refuses("Event source 'q' -> 'f': declared twice.");
    }

    @Test
    void anUnknownDeadLetterQueueIsRefused() {
        builder.queue(LocalQueue.standard("q").deadLetterQueue("dlq", 3));
        refuses("Queue 'q': deadLetterQueue: there is no queue 'dlq'.");
    }

    @Test
    void aDeadLetterQueueOfTheOtherTypeIsRefused() {
        builder.queue(LocalQueue.fifo("q.fifo").deadLetterQueue("dlq", 3))
                .queue(LocalQueue.standard("dlq"));
        refuses(
                "Queue 'q.fifo': deadLetterQueue: 'dlq' must be of the same type, standard or FIFO.");
    }

    @Test
    void aCircleOfDeadLetterQueuesIsRefused() {
        builder.queue(LocalQueue.standard("a").deadLetterQueue("b", 3))
                .queue(LocalQueue.standard("b").deadLetterQueue("a", 3));
        refuses("Queue 'a': deadLetterQueue: messages would move in a circle.");
    }

    @Test
    void aRuleToAnUnknownQueueIsRefused() {
        builder.rule(RULE.toQueue("q"));
        refuses("Rule 'signup': target: there is no queue 'q'.");
    }

    @Test
    void aRuleToAnUnknownFunctionIsRefused() {
        builder.rule(RULE.toFunction("f"));
        refuses("Rule 'signup': target: there is no function 'f'.");
    }

    @Test
    void aSubscriptionToAnUnknownTopicIsRefused() {
        builder.queue(LocalQueue.standard("q"));
        parts.subscription(subscription("q"));
        refuses("Subscription 't' -> 'q': topic: there is no topic 't'.");
    }

    @Test
    void aSubscriptionOfAnUnknownQueueIsRefused() {
        parts.topic("t");
        parts.subscription(subscription("q"));
        refuses("Subscription 't' -> 'q': endpoint: there is no queue 'q'.");
    }

    @Test
    void aSubscriptionOfAFifoQueueIsRefused() {
        parts.topic("t");
        builder.queue(LocalQueue.fifo("q.fifo"));
        parts.subscription(subscription("q.fifo"));
        refuses(
                "Subscription 't' -> 'q.fifo': endpoint: a standard topic cannot send to a FIFO queue.");
    }

    private static TopicSubscription subscription(String queue) {
        return new TopicSubscription("t", Destination.queue(queue), false, null);
    }

    @Test
    void failuresOfAFunctionGoToNoFifoQueue() {
        builder.queue(LocalQueue.fifo("q.fifo")).function(inProcess(3));
        parts.asynchronous(new AsyncSettings("f", 2, Destination.queue("q.fifo"), null));
        refuses("Function 'f': dead-letter queue: Lambda cannot send to a FIFO queue.");
    }

    @Test
    void settingsOfAnUnknownFunctionAreRefused() {
        parts.asynchronous(AsyncSettings.byDefault("f"));
        refuses("Function 'f': asynchronous invocation: there is no function 'f'.");
    }

    @Test
    void aRuleWithoutATargetIsRefused() {
        builder.rule(RULE);
        refuses("Rule 'signup': target: it has none, call toQueue or toFunction.");
    }

    @Test
    void aRuleOnAnUnknownBusIsRefused() {
        builder.queue(LocalQueue.standard("q")).rule(RULE.onBus("orders").toQueue("q"));
        refuses("Rule 'signup': event bus: there is no bus 'orders'.");
    }

    @Test
    void aFifoTargetNeedsAMessageGroup() {
        builder.queue(LocalQueue.fifo("q.fifo").contentBasedDeduplication(true))
                .rule(RULE.toQueue("q.fifo"));
        refuses(
                "Rule 'signup': target: FIFO queue 'q.fifo' needs a message group id: toQueue(queue, messageGroupId).");
    }

    @Test
    void c20AFifoTargetNeedsContentBasedDeduplication() {
        builder.queue(LocalQueue.fifo("q.fifo")).rule(RULE.toQueue("q.fifo", "g"));
        refuses(
                "Rule 'signup': target: FIFO queue 'q.fifo' needs contentBasedDeduplication(true).");
    }

    @Test
    void anUnknownDeadLetterQueueOfATargetIsRefused() {
        builder.queue(LocalQueue.standard("q")).rule(RULE.with(toQueueWithDeadLettersIn("dlq")));
        refuses("Rule 'signup': target: dead-letter queue: there is no queue 'dlq'.");
    }

    @Test
    void aFifoDeadLetterQueueOfATargetIsRefused() {
        builder.queue(LocalQueue.standard("q"))
                .queue(LocalQueue.fifo("dlq.fifo"))
                .rule(RULE.with(toQueueWithDeadLettersIn("dlq.fifo")));
        refuses("Rule 'signup': target: dead-letter queue: must be a standard queue.");
    }

    private static RuleTarget toQueueWithDeadLettersIn(String queue) {
        return new RuleTarget(
                Destination.queue("q"),
                null,
                new TargetInput.Constant("{}"),
                Destination.queue(queue));
    }

    @Test
    void anUnknownFunctionIsRefused() {
        builder.queue(LocalQueue.standard("q")).eventSource(LocalEventSource.of("q", "f"));
        refuses("Event source 'q' -> 'f': function: there is no function 'f'.");
    }

    @Test
    void anUnknownQueueOfAnEventSourceIsRefused() {
        builder.function(inProcess(3)).eventSource(LocalEventSource.of("q", "f"));
        refuses("Event source 'q' -> 'f': queue: there is no queue 'q'.");
    }

    @Test
    void c9AVisibilityTimeoutBelowTheFunctionTimeoutIsRefused() {
        builder.queue(LocalQueue.standard("q").visibilityTimeout(Duration.ofSeconds(5)))
                .function(inProcess(6))
                .eventSource(LocalEventSource.of("q", "f"));
        refuses(
                "Event source 'q' -> 'f': the function's timeout of 6 s is longer than the queue's visibilityTimeout of 5 s.");
    }

    @Test
    void c8ALargeBatchNeedsAWindow() {
        builder.queue(LocalQueue.standard("q"))
                .function(inProcess(3))
                .eventSource(LocalEventSource.of("q", "f").batchSize(11));
        refuses("Event source 'q' -> 'f': window: a batchSize above 10 needs at least 1 s.");
    }

    @Test
    void c8AFifoQueueAllowsNoWindow() {
        builder.queue(LocalQueue.fifo("q.fifo"))
                .function(inProcess(3))
                .eventSource(LocalEventSource.of("q.fifo", "f").window(Duration.ofSeconds(1)));
        refuses("Event source 'q.fifo' -> 'f': window: not possible on a FIFO queue.");
    }

    @Test
    void c8AFifoQueueAllowsNoLargeBatch() {
        builder.queue(LocalQueue.fifo("q.fifo"))
                .function(inProcess(3))
                .eventSource(LocalEventSource.of("q.fifo", "f").batchSize(11));
        refuses("Event source 'q.fifo' -> 'f': batchSize: at most 10 on a FIFO queue, was 11.");
    }

    @Test
    void aClassPathEntryThatIsNotThereIsRefused() {
        builder.function(
                LocalFunction.process("f", "com.example.H").classPath(List.of(Path.of("no.jar"))));
        refuses("Function 'f': classPath: no.jar does not exist.");
    }

    private void refuses(String message) {
        assertThatIllegalArgumentException().isThrownBy(builder::start).withMessage(message);
    }

    private static LocalFunction inProcess(int seconds) {
        return LocalFunction.inProcess("f", endpoints -> new ScriptedHandler())
                .timeout(Duration.ofSeconds(seconds));
    }
}
