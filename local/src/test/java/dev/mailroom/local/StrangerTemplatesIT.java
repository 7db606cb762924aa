package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Templates that others would write. */
class StrangerTemplatesIT {

    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

    @Test
    void plainCloudFormationRuns() throws InterruptedException, URISyntaxException {
        try (LocalPipeline pipeline =
                        template("plain-cloudformation.json")
                                .function(function("OrdersFunction"))
                                .pipeline()
                                .start();
                EventBridgeClient client = LocalPipelineIT.eventBridge(pipeline)) {
            PutEventsRequestEntry entry =
                    PutEventsRequestEntry.builder()
                            .eventBusName("orders-dev")
                            .source("shop.web")
                            .detailType("Order")
                            .detail("{\"id\":7}")
                            .build();
            client.putEvents(request -> request.entries(entry));

            assertThat(bodies.poll(1, TimeUnit.MINUTES)).isEqualTo("{\"id\":7}");
        }
    }

    @Test
    void c18SchedulerRunsWithADetailThatIsAText() throws InterruptedException, URISyntaxException {
        LocalTemplate template = template("scheduler.yaml").every("hourly", Duration.ofMillis(500));
        try (LocalPipeline pipeline = start(template)) {
            assertThat(bodies.poll(1, TimeUnit.MINUTES))
                    .as(pipeline.endpoints().toString())
                    .matches(
                            "\\{\"version\":\"0\",\"id\":\"[0-9a-f-]{36}\",\"detail-type\":\"Scheduled Event\","
                                    + "\"source\":\"aws.scheduler\",\"account\":\"000000000000\",\"time\":\"[^\"]+\","
                                    + "\"region\":\"us-east-1\",\"resources\":"
                                    + "\\[\"arn:aws:scheduler:us-east-1:000000000000:schedule/default/hourly\"],"
                                    + "\"detail\":\"\\{}\"}");
        }
    }

    @Test
    void c18SchedulerSendsItsInputAsItIs() throws InterruptedException, URISyntaxException {
        LocalTemplate template = template("scheduler.yaml").every("daily", Duration.ofMillis(500));
        try (LocalPipeline pipeline = start(template)) {
            assertThat(bodies.poll(1, TimeUnit.MINUTES))
                    .as(pipeline.endpoints().toString())
                    .isEqualTo("{\"job\": \"clean-up\"}");
        }
    }

    private LocalPipeline start(LocalTemplate template) {
        return template.function(function("Work")).pipeline().start();
    }

    private LocalFunction function(String name) {
        return LocalFunction.inProcess(name, endpoints -> (event, context) -> keep(event))
                .timeout(Duration.ofSeconds(5));
    }

    private Object keep(SQSEvent event) {
        event.getRecords().forEach(message -> bodies.add(message.getBody()));
        return null;
    }

    private static LocalTemplate template(String name) throws URISyntaxException {
        var file = StrangerTemplatesIT.class.getResource("/templates/" + name);
        return LocalPipeline.fromTemplate(Path.of(Objects.requireNonNull(file).toURI()));
    }
}
