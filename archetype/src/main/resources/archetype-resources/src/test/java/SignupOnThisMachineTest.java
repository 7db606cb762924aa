package ${package};

import static ${package}.UserSignupHandler.USER_SIGNUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.eventbridge.EventPublisher;
import dev.mailroom.local.Doctor;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.junit.LocalAws;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

import java.nio.file.Path;
import java.time.Duration;

import ${package}.UserSignupHandler.UserSignup;

@LocalAws
class SignupOnThisMachineTest {

    @Test
    void aSignupBecomesAnItem(
            LocalPipeline pipeline, EventBridgeClient bus, DynamoDbClient tables) {
        UserSignup ada = new UserSignup("u-1", "ada@example.com", "Ada");

        EventPublisher.builder(bus).build().publish(USER_SIGNUP, ada);
        pipeline.awaitIdle(Duration.ofMinutes(1));

        assertThat(tables.scan(request -> request.tableName("Signups")).items())
                .singleElement()
                .matches(item -> item.get("user_id").s().equals("u-1"));
    }

    @Test
    void theDoctorFindsNothing() {
        Path template = Path.of("template.yaml");
        Route signups = new Route("my.webapp", "UserSignup");

        assertThat(Doctor.check(LocalPipeline.fromTemplate(template), signups)).isEmpty();
    }
}
