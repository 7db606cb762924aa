package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.RuleTarget;
import dev.mailroom.local.model.TopicSubscription;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class TopicTemplateTest {

    private static final String TEMPLATE =
            """
            Resources:
              News:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: news
                  DisplayName: News
                  Subscription:
                    - {Protocol: email, Endpoint: a@example.com}
                    - {Protocol: sqs, Endpoint: !GetAtt Jobs.Arn}
              Own:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref News
                  Protocol: sqs
                  Endpoint: !GetAtt Jobs.Arn
                  RawMessageDelivery: true
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Jobs.Arn}
                  FilterPolicy: {kind: [a]}
                  FilterPolicyScope: MessageBody
              Jobs: {Type: AWS::SQS::Queue}
              Ticks:
                Type: AWS::Events::Rule
                Properties:
                  ScheduleExpression: rate(1 day)
                  Targets: [{Id: news, Arn: !GetAtt News.TopicArn}]
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: com.example.Work
                  Runtime: java21
                  Environment: {Variables: {TOPIC: !GetAtt News.TopicName}}
                  Events:
                    News: {Type: SNS, Properties: {Topic: !Ref News}}
            """;

    @TempDir Path folder;

    @Test
    void topicsHaveTheirSubscriptionsInEveryForm() throws IOException {
        PipelineDefinition definition = template(TEMPLATE).pipeline().definition();
        Destination jobs = Destination.queue("Jobs");

        assertThat(definition.topics()).containsExactly("news");
        assertThat(definition.subscriptions())
                .containsExactly(
                        new TopicSubscription("news", jobs, false, null),
                        new TopicSubscription("news", jobs, true, "{\"kind\":[\"a\"]}"),
                        new TopicSubscription("news", Destination.function("Work"), false, null));
        assertThat(definition.rules().get(0).targets())
                .extracting(RuleTarget::destination)
                .containsExactly(Destination.topic("news"));
        assertThat(template(TEMPLATE).notes())
                .containsExactly(
                        "line 2: Resource 'News': no effect here: DisplayName.",
                        "line 8: Resource 'News': Subscription[0].Protocol: nothing is sent by email.",
                        "line 10: Resource 'Own': no effect here: RedrivePolicy.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DisplayName: News|FifoTopic: true|line 6: Resource 'News': FifoTopic: is not simulated, and would change what happens to a message.",
                "Protocol: sqs, Endpoint: !GetAtt Jobs.Arn|Protocol: lambda, Endpoint: !GetAtt Jobs.Arn|line 9: Resource 'News': Subscription[1].Endpoint: queue Jobs is not a function.",
                "TopicArn: !Ref News|TopicArn: !GetAtt Jobs.Arn|line 13: Resource 'Own': TopicArn: 'arn:aws:sqs:us-east-1:000000000000:Jobs' is not the ARN of a topic.",
                "FilterPolicyScope: MessageBody|FilterPolicyScope: MessageAttributes|line 19: Resource 'Own': FilterPolicyScope: must be MessageBody: EventBridge sets no message attributes to filter by.",
                "FilterPolicy: {kind: [a]}|FilterPolicy: {kind: a}|line 18: Resource 'Own': FilterPolicy: it does not compile: \"kind\" must be an object or an array",
                "Properties: {Topic: !Ref News}|Properties: {Topic: !Ref News, SqsSubscription: true}|line 33: Resource 'Work': Events.News.Properties.SqsSubscription: is not simulated, and would change what happens to a message.",
            })
    void whatIsWrongOrUnknownIsAnErrorWithResourceAndProperty(
            String good, String bad, String message) throws IOException {
        assertThat(TEMPLATE).contains(good);
        LocalTemplate broken = template(TEMPLATE.replace(good, bad));

        assertThatThrownBy(broken::pipeline)
                .hasMessageStartingWith(message)
                .extracting(error -> error.getMessage().lines().findFirst().orElseThrow())
                .isEqualTo(message);
    }

    @Test
    void aFunctionGetsNoRawMessages() throws IOException {
        String raw =
                TEMPLATE.replace(
                        "Protocol: sqs\n      Endpoint: !GetAtt Jobs.Arn",
                        "Protocol: lambda\n      Endpoint: !GetAtt Work.Arn");
        assertThat(raw).isNotEqualTo(TEMPLATE);

        assertThatThrownBy(template(raw)::pipeline)
                .hasMessage(
                        "line 16: Resource 'Own': RawMessageDelivery: a function gets no raw messages.");
    }

    private LocalTemplate template(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), text);
        return LocalPipeline.fromTemplate(file).classPath(List.of(folder));
    }
}
