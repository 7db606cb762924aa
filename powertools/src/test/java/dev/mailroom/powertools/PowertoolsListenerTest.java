package dev.mailroom.powertools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.Delivery;
import dev.mailroom.Disposition;
import dev.mailroom.EventIdentity;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.testing.Invocation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The documents that CloudWatch would read, and the lines that a log would hold. */
class PowertoolsListenerTest {

    private static final Set<Thread> AT_THE_START = Thread.getAllStackTraces().keySet();

    /** Powertools accepts no time that is far from its own. */
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final PowertoolsListener listener =
            PowertoolsListener.of("Webapp", "user-signup")
                    .event("my.webapp", "UserSignup")
                    .clock(Clock.fixed(now, ZoneOffset.UTC));

    private final AtomicReference<Duration> remaining =
            new AtomicReference<>(Duration.ofMinutes(1));
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream console = System.out;
    private final Logger logger = (Logger) LoggerFactory.getLogger(PowertoolsListener.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        System.setOut(console);
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    /** Says who the event is, takes as many milliseconds as it is told, and then ends as told. */
    private final RecordHandler handler =
            (record, delivery) -> {
                String[] words = record.body().split(" ", 4);
                delivery.identify(new EventIdentity("e-1", words[0], words[1]));
                remaining.updateAndGet(left -> left.minusMillis(Long.parseLong(words[2])));
                switch (words[3]) {
                    case "duplicate" -> delivery.duplicate();
                    case "skip" -> delivery.skip("nobody wants it");
                    case "retry" -> throw new IllegalStateException("broken");
                    case "poison", "quarantine" -> throw new PoisonMessageException(words[3], null);
                    default -> assertThat(words[3]).isEqualTo("done");
                }
            };

    private static Disposition dispose(Delivery delivery, PoisonMessageException cause) {
        return String.valueOf(cause.getMessage()).contains("quarantine")
                ? Disposition.QUARANTINE
                : Disposition.REPORT;
    }

    @Test
    void aBatchWithEveryOutcomeIsADocumentForTheNamedEventAndOneForTheOthers() {
        handle(
                "my.webapp UserSignup 5 done",
                "my.webapp UserSignup 7 duplicate",
                "my.webapp UserSignup 0 retry",
                "my.webapp UserSignup 2 poison",
                "my.webapp UserSignup 1 quarantine",
                "my.webapp UserSignup 1 quarantine",
                "my.webapp UserLeft 3 skip",
                "my.webapp UserSignup 58990 done",
                "my.webapp UserSignup 0 done");

        // The last one was not started, so nobody has looked at which event it is.
        assertThat(documents())
                .extracting(PowertoolsListenerTest::tree)
                .containsExactly(
                        document(
                                """
                                "Quarantined":2.0,"Done":2.0,"DetailType":"UserSignup","NotStarted":0.0,\
                                "OldestRecordAge":1000.0,"Skipped":0.0,"Service":"user-signup",\
                                "Duplicate":1.0,"Poison":3.0,"Retry":1.0,\
                                "HandlerTime":[5.0,7.0,0.0,2.0,1.0,1.0,58990.0],"Source":"my.webapp"}"""),
                        document(
                                """
                                "Quarantined":0.0,"Done":0.0,"DetailType":"other","NotStarted":1.0,\
                                "OldestRecordAge":400.0,"Skipped":1.0,"Service":"user-signup",\
                                "Duplicate":0.0,"Poison":0.0,"Retry":0.0,\
                                "HandlerTime":3.0,"Source":"other"}"""));
    }

    @Test
    void namesThatSendersMakeUpAreNoDimensions() {
        handle(
                IntStream.range(0, 50)
                        .mapToObj(i -> "source" + i + " Type\u00fc" + i + " 0 done")
                        .toArray(String[]::new));

        assertThat(documents())
                .singleElement()
                .asString()
                .contains("\"Done\":50.0", "\"Source\":\"other\"", "\"DetailType\":\"other\"")
                .doesNotContain("Type\u00fc");
    }

    @Test
    void whatHasNoRoomInOneDocumentIsNotCountedTwice() {
        handle(
                IntStream.range(0, 250)
                        .mapToObj(i -> "my.webapp UserSignup 1 done")
                        .toArray(String[]::new));

        assertThat(documents()).hasSize(3);
        assertThat(documents().get(0)).contains("\"Done\":250.0");
        assertThat(documents().subList(1, 3))
                .allSatisfy(
                        document ->
                                assertThat(document)
                                        .contains("\"HandlerTime\":[1.0")
                                        .doesNotContain("Done", "OldestRecordAge"));
    }

    @Test
    void nothingIsKeptFromOneInvocationToTheNext() {
        handle("my.webapp UserSignup 5 done");
        List<String> first = documents();
        output.reset();

        handle("my.webapp UserSignup 5 done");

        assertThat(documents()).isEqualTo(first).hasSize(1);
    }

    @Test
    void invocationsSideBySideDoNotMix() {
        IntStream.range(0, 50)
                .parallel()
                .forEach(invocation -> handle("my.webapp UserSignup 0 done"));

        assertThat(documents())
                .hasSize(50)
                .allMatch(document -> document.contains("\"Done\":1.0"))
                .allMatch(document -> document.contains("\"HandlerTime\":0.0"));
    }

    @Test
    void theSizesOfGroupCommitsLeaveOnceWithTheBatchUnderTheServiceAlone() {
        listener.groupCommit(25);
        listener.event("my.webapp", "UserLeft").groupCommit(3);
        handle("my.webapp UserSignup 5 done");

        assertThat(documents()).hasSize(2);
        assertThat(tree(documents().get(1)))
                .isEqualTo(
                        tree(
                                """
                        {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Webapp","Metrics":[\
                        {"Name":"GroupCommitSize","Unit":"Count"}],"Dimensions":[["Service"]]}]},\
                        "GroupCommitSize":[25.0,3.0],"Service":"user-signup"}"""
                                        .formatted(now.toEpochMilli())));

        output.reset();
        handle("my.webapp UserSignup 5 done");
        assertThat(documents()).singleElement().asString().doesNotContain("GroupCommitSize");
    }

    @Test
    void theDashboardOfTheExamplesShowsWhatIsEmitted() throws IOException {
        listener.groupCommit(25);
        handle("my.webapp UserSignup 5 done");
        String template = Files.readString(Path.of("../examples/template.yaml"));
        List<String> shown =
                Pattern.compile("\\[\"(?:Mailroom|\\.)\", \"(\\w+)\"")
                        .matcher(template)
                        .results()
                        .map(metric -> "\"Name\":\"" + metric.group(1) + "\"")
                        .distinct()
                        .toList();

        assertThat(shown).hasSizeGreaterThan(8);
        assertThat(String.join("", documents())).contains(shown);
    }

    @Test
    void noThreadThatKeepsTheJvmAliveIsLeftBehind() {
        handle("my.webapp UserSignup 5 done");

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !thread.isDaemon())
                .isSubsetOf(AT_THE_START);
    }

    @Test
    void everyRecordIsOneLineWithFieldsAndWithoutItsPayload() {
        handle(
                "my.webapp UserSignup 5 done",
                "my.webapp UserSignup 7 duplicate",
                "my.webapp UserSignup 0 retry",
                "my.webapp UserSignup 2 poison",
                "my.webapp UserSignup 1 quarantine",
                "my.webapp UserLeft 3 skip",
                "my.webapp UserSignup 58990 done",
                "my.webapp UserSignup 0 done");

        assertThat(log.list)
                .filteredOn(event -> event.getFormattedMessage().contains(", receive 2"))
                .extracting(PowertoolsListenerTest::line)
                .containsExactly(
                        "DEBUG Done: message m-0, receive 2 {reported=false, receiveCount=2, handlerMillis=5, outcome=Done}",
                        "INFO Duplicate: message m-1, receive 2: its effect had already happened"
                                + " {reported=false, receiveCount=2, handlerMillis=7, outcome=Duplicate}",
                        "WARN Retry: message m-2, receive 2: java.lang.IllegalStateException: broken"
                                + " {reported=true, receiveCount=2, handlerMillis=0, outcome=Retry}"
                                + " java.lang.IllegalStateException",
                        "WARN Poison: message m-3, receive 2: poison"
                                + " {reported=true, receiveCount=2, handlerMillis=2, outcome=Poison}",
                        "WARN Poison: message m-4, receive 2: quarantined: quarantine"
                                + " {reported=false, receiveCount=2, handlerMillis=1, outcome=Poison}",
                        "INFO Skipped: message m-5, receive 2: nobody wants it"
                                + " {reported=false, receiveCount=2, handlerMillis=3, outcome=Skipped}",
                        "DEBUG Done: message m-6, receive 2"
                                + " {reported=false, receiveCount=2, handlerMillis=58990, outcome=Done}",
                        "DEBUG NotStarted: message m-7, receive 2: DEADLINE"
                                + " {reported=true, receiveCount=2, handlerMillis=0, outcome=NotStarted}");
    }

    private static String line(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        String line =
                event.getLevel()
                        + " "
                        + event.getFormattedMessage()
                        + " "
                        + arguments[arguments.length - 1];
        IThrowableProxy cause = event.getThrowableProxy();
        return cause == null ? line : line + " " + cause.getClassName();
    }

    @Test
    void aNameThatCloudWatchRefusesFailsAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener.event("my.webapp", "B\u00fccher"))
                .withMessage("Dimension value has invalid characters: B\u00fccher");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowertoolsListener.of("no namespace?", "service"))
                .withMessage("Namespace contains invalid characters: no namespace?");
    }

    private void handle(String... bodies) {
        List<SQSMessage> messages = new ArrayList<>();
        for (String body : bodies) {
            SQSMessage message = new SQSMessage();
            message.setMessageId("m-" + messages.size());
            message.setBody(body);
            // The first is the oldest.
            Instant sent = now.minusMillis(1000 - 100 * messages.size());
            message.setAttributes(
                    Map.of(
                            "SentTimestamp",
                            Long.toString(sent.toEpochMilli()),
                            "ApproximateReceiveCount",
                            "2"));
            messages.add(message);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        remaining.set(Duration.ofMinutes(1));
        SqsBatchHandler.Builder function = SqsBatchHandler.builder(handler).listener(listener);
        function.onPoison(PowertoolsListenerTest::dispose)
                .build()
                .handleRequest(event, Invocation.invocation(remaining::get));
    }

    private List<String> documents() {
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private JsonNode document(String values) {
        String text =
                """
                {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Webapp","Metrics":[\
                {"Name":"Quarantined","Unit":"Count"},{"Name":"Done","Unit":"Count"},\
                {"Name":"NotStarted","Unit":"Count"},{"Name":"OldestRecordAge","Unit":"Milliseconds"},\
                {"Name":"Skipped","Unit":"Count"},{"Name":"Duplicate","Unit":"Count"},\
                {"Name":"Poison","Unit":"Count"},{"Name":"Retry","Unit":"Count"},\
                {"Name":"HandlerTime","Unit":"Milliseconds"}],\
                "Dimensions":[["Service"],["Service","Source","DetailType"]]}]},"""
                                .formatted(now.toEpochMilli())
                        + values;
        return tree(text);
    }

    // The order of fields is the JVM's, and differs from run to run.
    private static JsonNode tree(String document) {
        try {
            return new ObjectMapper().readTree(document);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
