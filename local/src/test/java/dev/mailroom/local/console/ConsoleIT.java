package dev.mailroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.dynamodb.LocalDynamoDb;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.sqs.SqsServer;
import dev.mailroom.local.internal.support.LoopbackServer;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.QueueStep.MessageRedriven;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The console's page in a real browser: one browser and one pipeline for all tests. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final Path PICTURES = Path.of("target/pictures");
    // With -Dmailroom.pictures=../docs/images the guide has those of this build.
    private static final Path GUIDE =
            Path.of(System.getProperty("mailroom.pictures", PICTURES.toString()));
    private static final RecordedSteps STEPS = new RecordedSteps();

    @TempDir static Path profile;
    private static LocalPipeline pipeline;
    private static Browser browser;

    @BeforeAll
    static void start() {
        assumeThat(Browser.isInstalled())
                .as(
                        "chromium and chromedriver on the PATH, without which the console's page is not tested")
                .isTrue();
        browser = Browser.start(profile);
        pipeline = builder().console().start();
    }

    private static LocalPipelineBuilder builder() {
        return LocalPipeline.fromTemplate(Path.of("src/test/resources/console/template.yaml"))
                .function(LocalFunction.inProcess("user-signup-handler", Signups::new))
                .pipeline()
                .listener(STEPS);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @BeforeEach
    void openTheFirstPage() {
        browser.size(1280, 900);
        browser.prefers("light");
        open("events");
        // The last thing to arrive, which moves the links that a test clicks.
        browser.await("#noteCount", "(");
    }

    @Test
    @Order(1)
    void anEventThatIsPutOnThePageHasItsStory() throws IOException {
        browser.await("nav a", "Put an event").click();
        browser.await("option", "for rule user-signups");
        WebElement detail = browser.await("textarea[name=detail]");
        assertThat(detail.getDomProperty("value")).contains("x@example.com");
        detail.clear();
        detail.sendKeys("{\"email\": \"ada@example.com\", \"name\": \"Ada\"}");
        browser.picture(GUIDE.resolve("put.png"), "main form");
        browser.await("button.primary", "Put").click();

        browser.await("a", "see its story").click();

        browser.await(".story .outcome", "done");
        String story = browser.await(".story .steps", "done by function").getText();
        assertThat(story)
                .containsSubsequence(
                        "put on bus default",
                        "matched rule user-signups, goes to queue user-signup-queue",
                        "in queue user-signup-queue",
                        "function user-signup-handler gets it",
                        "Processing user signup event",
                        "wrote to table Signups (PutItem)",
                        "done by function user-signup-handler");
        browser.picture(GUIDE.resolve("story.png"), ".story");
        browser.await(".story summary", "The event as it was put").click();
        browser.await(".story pre", "ada@example.com");
        browser.await(".story a", "Put one like it").click();
        browser.await("option", "for rule user-signups");
        assertThat(browser.await("textarea[name=detail]").getDomProperty("value"))
                .contains("ada@example.com");
        open("tables/Signups");
        browser.await("td", "ada@example.com");
    }

    @Test
    @Order(2)
    void aDeadLetterTellsItsReasonAndIsSentBack() throws IOException {
        String id = put("{\"email\": \"bob@example.com\"}");
        STEPS.awaitOne(MessageRedriven.class, step -> true);
        browser.await("nav a", "Queues").click();
        browser.await("a", "Look at dead letters").click();

        browser.await("h3", "the detail has no field 'name'");
        browser.await("summary", "received").click();
        browser.await("h4", "EventBridge event");
        browser.await("pre", "bob@example.com");

        browser.picture(GUIDE.resolve("dead-letters.png"), "main");

        Signups.MENDED.set(true);
        browser.await("button", "Redrive it").click();

        browser.await("[role=status]", "1 sent back to user-signup-queue");
        browser.await(".empty", "No messages.");
        open("events/" + id);
        browser.await(".story .outcome", "done");
        assertThat(browser.await(".story .steps").getText())
                .containsSubsequence(
                        "reported as failed by user-signup-handler",
                        "moved to dead-letter queue user-signup-dead-letters",
                        "sent back to queue user-signup-queue",
                        "done by function user-signup-handler");
    }

    @Test
    @Order(3)
    void aBodyThatIsNotJsonIsRefusedOnThePage() {
        open("put");
        browser.await("option", "for rule user-signups");
        WebElement detail = browser.await("textarea[name=detail]");
        detail.clear();
        detail.sendKeys("{oops");
        browser.await("button.primary", "Put").click();

        browser.await(".answer .outcome.bad", "The detail is not JSON");
    }

    @Test
    @Order(4)
    void awsOwnEventsCanBePut() {
        open("put");
        browser.await("option", "of AWS: Object Created");
        browser.choose("form select", "of AWS: Object Created");
        browser.await("button.primary", "Put").click();

        browser.await("a", "see its story").click();
        browser.await(".story .outcome", "unmatched");
        browser.await(".story", "no rule on bus default matches it");
    }

    @Test
    @Order(5)
    void eventsAreFoundByWordAndOutcome() {
        String id = put("{\"email\": \"eve@example.org\"}");
        browser.await(".events a", "UserSignup");

        browser.await("input[type=search]").sendKeys(id.substring(0, 13));
        browser.await("[role=search] [role=status]", "1 event");
        assertThat(browser.count(".events a")).isEqualTo(1);

        browser.await("input[type=search]").sendKeys(Keys.chord(Keys.CONTROL, "a"), "WEBAPP");
        browser.choose("[role=search] select", "done");
        browser.await("[role=search] [role=status]", "2 events");
        browser.choose("[role=search] select", "unmatched");
        browser.await("[role=search] [role=status]", "1 event");
    }

    @Test
    @Order(6)
    void theMapShowsWhatGoesWhere() {
        LocalEvent signup =
                LocalEvent.of("portal", "UserSignup", "{\"email\": \"joe@example.com\"}");
        open("events/" + pipeline.put(signup.onBus("portal")));
        browser.await(".story .outcome", "done");
        browser.await(
                ".story .steps",
                "wanted by subscriber portal-signups, goes to queue user-signup-queue");

        open("events");
        for (String node :
                List.of(
                        "default",
                        "user-signups",
                        "portal",
                        "portal-signups",
                        "user-signup-queue",
                        "user-signup-handler",
                        "Signups",
                        "custom event bus",
                        "dead-letter queue")) {
            browser.await(".map .node", node);
        }
        // One way is not taken by an event that no rule matched.
        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() -> browser.count(".map .edge text") == 7);
    }

    @Test
    @Order(7)
    void anEventIsPutOnACustomEventBus() throws IOException {
        open("put");
        browser.await("option", "for rule user-signups");
        browser.await("input[name=source]");
        assertThat(browser.count("label:not([hidden]) > [name=group]")).isZero();
        browser.choose("form select", "for subscriber portal-signups");
        browser.await("input[name=group]").sendKeys("ada");
        WebElement source = browser.await("input[name=source]");
        source.clear();
        source.sendKeys("portal");
        WebElement detail = browser.await("textarea[name=detail]");
        detail.clear();
        detail.sendKeys("{\"email\": \"ada@example.com\", \"name\": \"Ada\"}");
        browser.picture(PICTURES.resolve("put-custom.png"), "main form");
        browser.await("button.primary", "Put").click();

        browser.await("a", "see its story").click();
        browser.await(".story .outcome", "done");
        browser.await(
                ".story .steps",
                "wanted by subscriber portal-signups, goes to queue user-signup-queue");
        browser.await(".story a", "Put one like it").click();
        browser.await("option", "put before: UserSignup");
        browser.await("input[name=group]");
        assertThat(browser.await("select[name=bus]").getDomProperty("value"))
                .isEqualTo("portal (custom)");
    }

    @Test
    @Order(8)
    void notesTellWhatIsNotHere() {
        open("notes");

        browser.await("li", "Uploads");
        browser.await("pre", "export AWS_ENDPOINT_URL=" + pipeline.endpoint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    @Order(9)
    void axeFindsNothingSerious(String scheme) throws IOException {
        browser.prefers(scheme);
        for (String page : pages()) {
            open(page);
            browser.await("main h2");
            assertThat(seriousFaults()).as("%s, %s", page, scheme).isEmpty();
        }
    }

    private List<String> pages() {
        String id = put("{\"email\": \"zoe@example.com\", \"name\": \"Zoe\"}");
        return List.of(
                "events/" + id,
                "queues",
                "queues/user-signup-dead-letters",
                "tables/Signups",
                "put",
                "notes");
    }

    private static List<?> seriousFaults() throws IOException {
        try (InputStream axe = ConsoleIT.class.getResourceAsStream("/axe.min.js")) {
            String source = new String(axe.readAllBytes(), StandardCharsets.UTF_8);
            return (List<?>)
                    browser.run(
                            source
                                    + """
                                    ;const done = arguments[arguments.length - 1];
                                    axe.run().then((found) => done(found.violations
                                        .filter((fault) => ['serious', 'critical'].includes(fault.impact))
                                        .map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(' ')}`)));
                                    """);
        }
    }

    @Test
    @Order(10)
    void aPageOfAnotherOriginCanNeitherReadNorPutNorRedrive() throws IOException {
        try (LoopbackServer other = LoopbackServer.start("other-site", ConsoleIT::emptyPage)) {
            browser.open(other.uri());

            Object got =
                    browser.run(
                            """
                            const [address, done] = arguments;
                            const json = { 'Content-Type': 'application/json' };
                            const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
                            const put = JSON.stringify({ bus: 'default', source: 'evil', detailType: 'Evil', detail: '{}' });
                            const all = [
                              fetch(`${address}/api/events`),
                              fetch(`${address}/api/events`, { method: 'POST', headers: json, body: put }),
                              fetch(`${address}/api/queues/user-signup-dead-letters/redrive`, { method: 'POST', headers: json, body: '{}' }),
                              fetch(`${address}/`, { method: 'POST', headers: { 'X-Amz-Target': 'AWSEvents.PutEvents' }, body: '{}' }),
                            ];
                            // Sent without asking, as a form is: nobody may read the answer, but it arrives.
                            const blind = [
                              fetch(`${address}/api/events`, { method: 'POST', mode: 'no-cors', body: put }),
                              fetch(`${address}/`, { method: 'POST', mode: 'no-cors', headers: form,
                                body: 'Action=PurgeQueue&Version=2012-11-05&QueueUrl=http://x/000000000000/user-signup-queue' }),
                            ];
                            Promise.allSettled([...all, ...blind]).then((results) => done(results.map((result) => result.status).join()));
                            """,
                            pipeline.endpoint().toString());

            assertThat(got).isEqualTo("rejected,rejected,rejected,rejected,fulfilled,fulfilled");
        }
        open("events");
        browser.await("input[type=search]").sendKeys("evil");
        browser.await("[role=search] [role=status]", "0 events");
    }

    /** What the servers do without a check is safe as long as nobody knows their addresses. */
    @Test
    @Order(11)
    @DisabledOnOs(OS.MAC)
    void aPageOfAnotherOriginFindsNoServerWithoutACheckOnItsPort() throws Exception {
        try (LoopbackServer other = LoopbackServer.start("other-site", ConsoleIT::emptyPage);
                LocalDynamoDb tables = LocalDynamoDb.start();
                Steps steps = new Steps(step -> {});
                SqsServer queues = SqsServer.start(pipeline.endpoint(), steps, Clock.systemUTC())) {
            browser.open(other.uri());

            Object got =
                    browser.run(
                            """
                            const [queues, tables, done] = arguments;
                            const usual = ['127.0.0.1', 'localhost', '[::1]'];
                            const tried = [queues, tables].flatMap((server) =>
                              usual.map((host) => `http://${host}:${new URL(server).port}`));
                            // With the addresses it would get through.
                            Promise.allSettled([...tried, queues, tables].map((server) => fetch(server, { method: 'POST', mode: 'no-cors' })))
                              .then((results) => done(results.map((result) => result.status).join()));
                            """,
                            queues.uri().toString(),
                            tables.endpoint().toString());

            assertThat(got)
                    .isEqualTo(
                            "rejected,rejected,rejected,rejected,rejected,rejected,fulfilled,fulfilled");
        }
    }

    private static void emptyPage(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Test
    @Order(12)
    void picturesForTheGuide() throws IOException {
        String id = put("{\"email\": \"ada@example.com\", \"name\": \"Ada\"}");
        for (String scheme : List.of("light", "dark")) {
            browser.prefers(scheme);
            open("events/" + id);
            browser.await(".story .outcome", "done");
            browser.picture(PICTURES.resolve("events-" + scheme + ".png"));
            if (scheme.equals("light")) {
                browser.picture(GUIDE.resolve("console.png"));
            }
        }
        for (String page : List.of("put", "notes", "tables/Signups", "queues")) {
            open(page);
            browser.await("main h2");
            browser.picture(PICTURES.resolve(page.replaceFirst("/.*", "") + "-dark.png"));
        }
        browser.size(520, 900);
        browser.prefers("light");
        open("events");
        browser.await(".events a", "UserSignup");
        browser.picture(PICTURES.resolve("events-narrow.png"));
        open("events/" + id);
        browser.await(".story .outcome", "done");
        browser.picture(PICTURES.resolve("story-narrow.png"));
    }

    @Test
    @Order(13)
    void aThousandEventsAreAllThereAndNotAllDrawn() {
        for (int i = 0; i < 1_000; i++) {
            pipeline.put(LocalEvent.of("load.test", "Number " + i, "{}"));
        }
        browser.await("input[type=search]").sendKeys("load.test");

        browser.await("[role=search] [role=status]", "1000 events");
        browser.await(".events a", "Number 999");
        assertThat(browser.count(".events a")).isEqualTo(200);
        browser.await("button", "Show older events").click();
        browser.await(".events a", "Number 600");
        browser.await("input[type=search]").sendKeys(Keys.chord(Keys.CONTROL, "a"), "Number 77");
        browser.await("[role=search] [role=status]", "11 events");
    }

    @Test
    @Order(14)
    void theEventsAreStillThereAfterARestart() {
        String id = put("{\"email\": \"grace@example.com\", \"name\": \"Grace\"}");
        open("events/" + id);
        browser.await(".story .outcome", "done");

        LocalPipeline before = pipeline;
        before.close();
        browser.await("#connection", "not running");
        pipeline = builder().after(before).start();

        browser.await("#connection", "running");
        browser.await(".story .outcome", "done");
        assertThat(pipeline.endpoint()).isEqualTo(before.endpoint());
        put("{\"email\": \"hopper@example.com\", \"name\": \"Hopper\"}");
        browser.await("input[type=search]").sendKeys("my.webapp");
        browser.choose("[role=search] select", "done");
        browser.await(".events a", "UserSignup");
    }

    @Test
    @Order(15)
    void numbersThatAreTooLongForTheBrowserStayAsTheyAre() {
        String numbers = "\"order\": 9007199254740993, \"price\": 1.10";
        String done = put("{\"email\": \"joan@example.com\", \"name\": \"Joan\", " + numbers + "}");
        Signups.MENDED.set(false);
        String dead = put("{\"email\": \"kay@example.com\", " + numbers + "}");

        open("events/" + done);
        browser.await(".story .outcome", "done");
        browser.await(".story summary", "The event as it was put").click();
        assertThat(browser.await(".story pre", "joan@example.com").getText())
                .contains("\"order\": 9007199254740993", "\"price\": 1.10");
        browser.await(".story a", "Put one like it").click();
        browser.await("option", "for rule user-signups");
        assertThat(browser.await("textarea[name=detail]").getDomProperty("value"))
                .contains("\"order\": 9007199254740993", "\"price\": 1.10");

        open("events/" + dead);
        browser.await(".story .outcome", "dead letter");
        open("queues/user-signup-dead-letters");
        browser.await("summary", "received").click();
        assertThat(browser.await("pre", "kay@example.com").getText())
                .contains("\"order\": 9007199254740993", "\"price\": 1.10");
    }

    /** A browser has six connections to a host, and each page keeps one to be told of changes. */
    @Test
    @Order(16)
    void aPageInANewTabDoesNotWaitForOthersToBeClosed() {
        int tabs = 7;
        for (int i = 0; i < tabs; i++) {
            browser.openInNewTab(pipeline.endpoint().resolve("#/events"));
            browser.await("#connection", "running");
        }
        browser.closeTabs(tabs);

        browser.await("#connection", "running");
        put("{\"email\": \"lin@example.com\", \"name\": \"Lin\"}");
        browser.await(".events a", "UserSignup");
    }

    private static String put(String detail) {
        return pipeline.put(LocalEvent.of("my.webapp", "UserSignup", detail));
    }

    private static void open(String page) {
        // Else it would be the same page still, with what the test before has left in its fields.
        browser.open(URI.create("about:blank"));
        browser.open(URI.create(pipeline.endpoint() + "/#/" + page));
    }
}
