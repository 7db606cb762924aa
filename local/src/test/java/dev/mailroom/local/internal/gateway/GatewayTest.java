package dev.mailroom.local.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

class GatewayTest {

    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private final AtomicInteger reached = new AtomicInteger();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = Gateway.start(0);
        for (AwsService service : AwsService.values()) {
            gateway.serve(service, exchange -> answer(exchange, service.name()));
        }
        gateway.servePage(exchange -> answer(exchange, "the page"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void answer(HttpExchange exchange, String name) throws IOException {
        reached.incrementAndGet();
        byte[] request = exchange.getRequestBody().readAllBytes();
        String body = name + ": " + new String(request, UTF_8);
        exchange.sendResponseHeaders(200, body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "AWSEvents.PutEvents, EVENTBRIDGE",
        "AmazonSQS.SendMessage, SQS",
        "DynamoDB_20120810.PutItem, DYNAMODB",
        "DynamoDBStreams_20120810.ListStreams, DYNAMODB"
    })
    void theTargetOfTheJsonProtocolSaysWhichService(String target, String service)
            throws IOException {
        String answer = RawRequest.post("/", "{}").header("X-Amz-Target", target).to(uri());

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith(service + ": {}");
    }

    @ParameterizedTest
    @CsvSource({
        "Action=Publish&Version=2010-03-31&Message=a%20b, SNS",
        "Action=ReceiveMessage&Version=2012-11-05, SQS"
    })
    void theVersionOfTheQueryProtocolSaysWhichService(String form, String service)
            throws IOException {
        String answer = RawRequest.post("/", form).header("Content-Type", FORM).to(uri());

        assertThat(answer).endsWith(service + ": " + form);
    }

    @ParameterizedTest
    @EnumSource(value = AwsService.class, mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM_BUS")
    void elseTheSignatureSaysWhichService(AwsService service) throws IOException {
        String name =
                service == AwsService.EVENTBRIDGE
                        ? "events"
                        : service.name().toLowerCase(Locale.ROOT);
        String answer =
                RawRequest.post("/000000000000/q", "Action=X")
                        .header("Authorization", signature(name))
                        .to(uri());

        assertThat(answer).endsWith(service.name() + ": Action=X");
    }

    /** V5: both kinds of bus are signed for alike. */
    @Test
    void thePathTellsACustomEventBusFromAClassicOne() throws IOException {
        String answer =
                RawRequest.post("/service/AWSEventsV2/operation/PutEvents", "x")
                        .header("Authorization", signature("events"))
                        .to(uri());

        assertThat(answer).endsWith("CUSTOM_BUS: x");
    }

    @Test
    void whatIsForNoServiceIsForThePage() throws IOException {
        assertThat(RawRequest.get("/").to(uri())).endsWith("the page: ");
        assertThat(RawRequest.post("/api/events", "{}").to(uri())).endsWith("the page: {}");
    }

    @Test
    void aServiceThatIsNotServedIsRefusedByName() throws IOException {
        assertThat(RawRequest.get("/bucket").header("Authorization", signature("s3")).to(uri()))
                .startsWith("HTTP/1.1 501")
                .endsWith(
                        "<Message>The service 's3' is not served locally; served are EventBridge, SQS, DynamoDB and SNS.</Message>"
                                + "</Error><RequestId>local</RequestId></ErrorResponse>");
        assertThat(
                        RawRequest.post("/", "{}")
                                .header("X-Amz-Target", "AWSStepFunctions.StartExecution")
                                .to(uri()))
                .startsWith("HTTP/1.1 501")
                .endsWith(
                        "{\"__type\":\"UnknownOperationException\",\"message\":\"The service of 'AWSStepFunctions.StartExecution'"
                                + " is not served locally; served are EventBridge, SQS, DynamoDB and SNS.\"}");
    }

    @Test
    void aServiceThatThePipelineDoesNotHaveIsRefused() throws IOException {
        try (Gateway empty = Gateway.start(0)) {
            assertThat(
                            RawRequest.post("/", "{}")
                                    .header("X-Amz-Target", "DynamoDB_20120810.Scan")
                                    .to(empty.uri()))
                    .startsWith("HTTP/1.1 400")
                    .endsWith(
                            "{\"__type\":\"InternalException\",\"message\":\"The local pipeline has no DynamoDB, or is starting.\"}");
            assertThat(RawRequest.get("/").to(empty.uri())).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void noServiceIsAskedByGet() throws IOException {
        String answer =
                RawRequest.get("/000000000000/q?Action=PurgeQueue")
                        .header("Authorization", signature("sqs"))
                        .to(uri());

        assertThat(answer).startsWith("HTTP/1.1 405");
        assertThat(reached).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: evil.example:8700",
                "Host: 127.0.0.1.evil.example",
                "Host: evil.example@127.0.0.1.evil.example",
                "Host: [::2]",
                "Host: a b",
                "Host: ",
                "Origin: https://evil.example",
                "Origin: http://localhost:3000",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void whatAnotherSiteMakesABrowserAskReachesNothing(String header) throws IOException {
        String[] mark = header.split(": ", 2);
        for (RawRequest request :
                new RawRequest[] {
                    RawRequest.get("/api/events"),
                    RawRequest.post("/api/events", "{}"),
                    RawRequest.post("/", "{}").header("X-Amz-Target", "AWSEvents.PutEvents"),
                    RawRequest.post("/", "Action=SendMessage&Version=2012-11-05")
                            .header("Content-Type", FORM)
                }) {
            assertThat(request.header(mark[0], mark[1]).to(uri())).startsWith("HTTP/1.1 403");
        }
        assertThat(reached).hasValue(0);
    }

    @Test
    void itsOwnPageIsWelcomeByEitherName() throws IOException {
        String local = "localhost:" + gateway.port();

        assertThat(
                        RawRequest.post("/api/events", "{}")
                                .header("Origin", uri().toString())
                                .header("Sec-Fetch-Site", "same-origin")
                                .to(uri()))
                .startsWith("HTTP/1.1 200");
        assertThat(
                        RawRequest.post("/api/events", "{}")
                                .header("Host", local)
                                .header("Origin", "http://" + local)
                                .to(uri()))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void thePageCanBeOpenedByALinkOfAnotherSite() throws IOException {
        assertThat(
                        RawRequest.get("/")
                                .header("Sec-Fetch-Site", "cross-site")
                                .header("Sec-Fetch-Dest", "document")
                                .to(uri()))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void takesTheNextPortIfItsOwnIsTaken() throws IOException {
        try (Gateway second = Gateway.start(gateway.port())) {
            assertThat(second.port()).isBetween(gateway.port() + 1, gateway.port() + 100);
        }
    }

    @Test
    void thereIsNoPortAboveTheLast() throws IOException {
        try (ServerSocket last = new ServerSocket()) {
            take(last, 65_535);
            assertThatThrownBy(() -> Gateway.start(65_535))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no port from 65535 to 65535 is free");
        }
    }

    private static void take(ServerSocket socket, int port) throws IOException {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            // Somebody else has it, which is as good.
        }
    }

    private URI uri() {
        return gateway.uri();
    }

    private static String signature(String service) {
        return "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/"
                + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";
    }
}
