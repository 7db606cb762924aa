package dev.mailroom.examples.usersignup;

import dev.mailroom.examples.AwsClients;
import dev.mailroom.examples.BusKind;
import dev.mailroom.examples.ExamplesPipeline;
import dev.mailroom.examples.MovedClock;
import dev.mailroom.examples.Welcomes;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.junit.LocalAwsExtension;

import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Signups on a Classic bus. */
class UserSignupIT extends SignupSuite {

    private static final Welcomes WELCOMES = new Welcomes();
    private static final MovedClock CLOCK = new MovedClock();

    @RegisterExtension
    static final LocalAwsExtension AWS =
            LocalAwsExtension.of(
                    ExamplesPipeline.of(BusKind.CLASSIC.template())
                            .listener(WELCOMES)
                            .clock(CLOCK));

    UserSignupIT(
            LocalPipeline pipeline,
            EventBridgeClient eventBridge,
            SqsClient sqs,
            DynamoDbClient dynamoDb) {
        super(
                BusKind.CLASSIC,
                pipeline,
                new AwsClients(eventBridge, sqs, dynamoDb),
                WELCOMES,
                CLOCK);
    }
}
