package dev.mailroom.local.internal.template.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class IntrinsicsTest {

    private static final String TEMPLATE =
            """
            Parameters:
              Stage: {Type: String, Default: test, AllowedValues: [test, prod]}
              Size: {Type: Number, Default: 5, MinValue: 1, MaxValue: 10}
              Names: {Type: CommaDelimitedList, Default: "a, b"}
              Plain: {Type: String, Default: x, AllowedPattern: "[a-z]+", MaxLength: 4, MinLength: 1}
              Stages: {Type: CommaDelimitedList, Default: "a", AllowedValues: [a, b], AllowedPattern: "[ab]"}
              Sizes: {Type: List<Number>, Default: "1, 2.5", AllowedValues: [1, 2.5]}
            Mappings: {Sizes: {test: {small: 5}, prod: {small: 50}}}
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
              IsTest: !Not [!Condition IsProd]
              Both: !And [!Condition IsProd, !Condition IsTest]
              Either: !Or [!Condition IsProd, !Condition IsTest]
              Round: !Not [!Condition Round]
            Resources:
              Jobs: {Type: AWS::SQS::Queue}
              Mails: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "mails-${Stage}"}}
              Order: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
              Users: {Type: AWS::DynamoDB::Table, Properties: {TableName: users}}
              Bus: {Type: AWS::Events::EventBus, Properties: {Name: shop}}
              Rule: {Type: AWS::Events::Rule, Properties: {Name: all, EventBusName: !Ref Bus}}
              Work: {Type: AWS::Serverless::Function, Properties: {FunctionName: work}}
              Never: {Type: AWS::SQS::Queue, Condition: IsProd}
              Alarm: {Type: AWS::CloudWatch::Alarm}
              Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Work, Name: live}}
              Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: photos}}
              Api: {Type: AWS::ApiGatewayV2::Api}
              Machine: {Type: AWS::StepFunctions::StateMachine}
              Key: {Type: AWS::KMS::Key}
              Other: {Type: AWS::IAM::Role}
              Probe: {Type: AWS::SQS::Queue, Properties: {Value: %s}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Stage|test",
                "!Ref Size|5",
                "!Ref AWS::Region|us-east-1",
                "!Ref AWS::AccountId|000000000000",
                "!Ref Jobs|https://sqs.us-east-1.amazonaws.com/000000000000/Jobs",
                "!Ref Users|users",
                "!Ref Work|work",
                "!Ref Work.Alias|arn:aws:lambda:us-east-1:000000000000:function:work",
                "!GetAtt Jobs.Arn|arn:aws:sqs:us-east-1:000000000000:Jobs",
                "!GetAtt Mails.QueueName|mails-test",
                "!GetAtt Order.Arn|arn:aws:sqs:us-east-1:000000000000:Order.fifo",
                "!GetAtt Users.Arn|arn:aws:dynamodb:us-east-1:000000000000:table/users",
                "!GetAtt Work.Arn|arn:aws:lambda:us-east-1:000000000000:function:work",
                "!GetAtt Bus.Arn|arn:aws:events:us-east-1:000000000000:event-bus/shop",
                "!GetAtt Rule.Arn|arn:aws:events:us-east-1:000000000000:rule/shop/all",
                "{Ref: Stage}|test",
                "{Fn::GetAtt: Users.Arn}|arn:aws:dynamodb:us-east-1:000000000000:table/users",
                "!Sub '${Stage}/${Mails.QueueName}/${!kept}'|test/mails-test/${kept}",
                "!Sub ['${a}${Stage}', {a: !Ref Size}]|5test",
                "!Join ['-', [a, !Ref Stage, !Ref AWS::NoValue]]|a-test",
                "!Join ['+', !Ref Names]|a+b",
                "!Select [1, !Ref Names]|b",
                "!Select ['0', [x, y]]|x",
                "!Select [1, !Split ['/', 'a/b/c']]|b",
                "!FindInMap [Sizes, !Ref Stage, small]|5",
                "{Fn::Base64: abc}|YWJj",
                "!Select [1, !GetAZs '']|us-east-1b",
                "!Ref AWS::StackId|arn:aws:cloudformation:us-east-1:000000000000:stack/local/00000000-0000-0000-0000-000000000000",
                "!Ref AWS::StackName|local",
                "!Ref AWS::Partition|aws",
                "!Ref AWS::URLSuffix|amazonaws.com",
                "!Ref Alarm|Alarm",
                "!GetAtt Users.StreamArn|arn:aws:dynamodb:us-east-1:000000000000:table/users/stream/2000-01-01T00:00:00.000",
                "!GetAtt Bucket.Arn|arn:aws:s3:::photos",
                "!GetAtt Api.ApiEndpoint|https://api.execute-api.example.com",
                "!Ref Live|arn:aws:lambda:us-east-1:000000000000:function:work:live",
                "!Ref Machine|arn:aws:states:us-east-1:000000000000:stateMachine:Machine",
                "!GetAtt Key.Arn|arn:aws:kms:us-east-1:000000000000:key/Key",
                "!GetAtt WorkRole.Arn|arn:aws:iam::000000000000:role/WorkRole",
                "!GetAtt Other.Arn|arn:aws:iam::000000000000:role/Other",
                "!ImportValue shop-bus|shop-bus",
                "!Sub 'x-{{resolve:ssm:/shop/${Stage}/queue:3}}'|x-queue",
                "!If [IsProd, 1, !If [IsTest, 2, 3]]|2",
                "!If [Both, a, b]|b",
                "!If [Either, a, b]|a",
            })
    void functionsHaveTheirValue(String yaml, String value) {
        assertThat(probe(yaml, Map.of()).text("Value")).isEqualTo(value);
    }

    @Test
    void aParameterThatIsGivenReplacesTheDefault() {
        assertThat(probe("!If [IsProd, a, b]", Map.of("Stage", "prod")).text("Value"))
                .isEqualTo("a");
    }

    @Test
    void noValueIsAsIfThePropertyWereNotThere() {
        assertThat(probe("!If [IsProd, 1, !Ref AWS::NoValue]", Map.of()).has("Value")).isFalse();
        assertThat(
                        probe("{a: !Ref AWS::NoValue, b: [1, !Ref AWS::NoValue]}", Map.of())
                                .json("Value"))
                .hasToString("{\"b\":[1]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Nothing|there is no parameter or resource 'Nothing'.",
                "!Ref Never|resource 'Never' is not made: its condition IsProd is false.",
                "!GetAtt Users|Fn::GetAtt needs a resource and an attribute.",
                "!Split ['', a]|Fn::Split needs a separator and a text.",
                "!Select [0, a]|Fn::Select needs a list.",
                "!FindInMap [Sizes, prod, none]|Fn::FindInMap: there is no Sizes.prod.none.",
                "!FindInMap [Sizes, prod]|Fn::FindInMap needs a mapping and two keys.",
                "!Length [a]|Fn::Length needs the transform AWS::LanguageExtensions.",
                "!ToJsonString [a]|Fn::ToJsonString needs the transform AWS::LanguageExtensions.",
                "!Transform {Name: M}|Fn::Transform is not run here, and could change this: write its result instead.",
                "!Refer a|the function Fn::Refer is unknown.",
                "!Sub '${ Stage }'|Fn::Sub: '${ Stage }' may hold letters, digits, '_', '.' and ':' only.",
                "!Select [2, [x]]|Fn::Select: the list has no item 2.",
                "!Join [x]|Fn::Join needs a text and a list.",
                "!If [Nothing, 1, 2]|there is no condition 'Nothing'.",
                "!If [IsProd, 1]|Fn::If needs a condition and two values.",
                "!Sub '${Names}'|must be a text.",
            })
    void faultsNameTheResourceAndTheProperty(String yaml, String fault) {
        assertThatThrownBy(() -> probe(yaml, Map.of()).text("Value"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("Resource 'Probe': Value: " + fault);
    }

    @Test
    void aConditionThatDependsOnItselfIsRefused() {
        assertThatThrownBy(() -> probe("!If [Round, 1, 2]", Map.of()).text("Value"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("Template: Conditions.Round: condition 'Round' depends on itself.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Stage|dev|Template: Parameters.Stage: 'dev' is not one of the AllowedValues [\"test\",\"prod\"].",
                "Size|11|Template: Parameters.Size: 11 is not within MinValue and MaxValue.",
                "Size|a|Template: Parameters.Size: 'a' is not a number.",
                "Plain|1|Template: Parameters.Plain: '1' does not match the AllowedPattern [a-z]+.",
                "Plain|abcde|Template: Parameters.Plain: 'abcde' does not have a length within MinLength and MaxLength.",
                "Plain|''|Template: Parameters.Plain: '' does not have a length within MinLength and MaxLength.",
                "Stages|a,c|Template: Parameters.Stages: 'c' is not one of the AllowedValues [\"a\",\"b\"].",
                "Sizes|1,a|Template: Parameters.Sizes: 'a' is not a number.",
                "Sizes|1,2|Template: Parameters.Sizes: '2' is not one of the AllowedValues [1,2.5].",
                "Other|1|Template: Parameters: there is no parameter 'Other'.",
            })
    void aValueThatAParameterDoesNotAllowIsAnError(String name, String value, String message) {
        Values values = Values.NONE.parameter(name, value);
        Template template = Template.parse(TEMPLATE.formatted("1"), values);

        assertThat(template.remarks().errors())
                .extracting(error -> error.place() + error.text())
                .containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource({
        "String,MinValue",
        "Number,MinLength",
        "CommaDelimitedList,MaxLength",
        "List<Number>,MaxValue"
    })
    void aConstraintOfAnotherTypeIsAnError(String type, String constraint) {
        String template =
                "Parameters: {A: {Type: %s, Default: 1, %s: 1}}\nResources: {Q: {Type: AWS::SQS::Queue}}"
                        .formatted(type, constraint);

        assertThat(Template.parse(template, Values.NONE).remarks().errors())
                .hasToString(
                        "[line 1: Template: Parameters.A."
                                + constraint
                                + ": a parameter of this type has no such attribute.]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{Type: String}|Given|it has no default: 'Given' stands for it, give it a value.",
                "{Type: String, AllowedValues: [x, y]}|x|it has no default: 'x' stands for it, give it a value.",
                "{Type: String, AllowedPattern: '[a-z]+'}|given|it has no default: 'given' stands for it, give it a value.",
                "{Type: String, AllowedPattern: '.+@.+'}|given@example.com|it has no default: 'given@example.com' stands for it, give it a value.",
                "{Type: Number, MinValue: 3}|3|it has no default: '3' stands for it, give it a value.",
                "{Type: AWS::EC2::VPC::Id}|vpc-00000000000000000|it has no default: 'vpc-00000000000000000' stands for it, give it a value.",
                "{Type: AWS::SSM::Parameter::Value<String>, Default: /a/b}|b|'b' stands for {{resolve:ssm:/a/b}}: give it a value with resolvedValue.",
            })
    void aPlaceholderStandsForAValueThatNobodyGave(String type, String value, String note) {
        Template template = given(type);

        assertThat(template.resources().get(0).properties().text("Value")).isEqualTo(value);
        assertThat(template.remarks().notes()).extracting(Remark::text).containsExactly(note);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{Type: Number}", "{Type: String, AllowedPattern: 'fsvol-[0-9]+'}"})
    void whatHasNoObviousPlaceholderMustBeGiven(String type) {
        Block probe = given(type).resources().get(0).properties();

        assertThatThrownBy(() -> probe.text("Value"))
                .hasMessage("Template: Parameters.Given: it has no default: give it a value.");
    }

    @Test
    void aListOfNetworksIsAList() {
        Block probe = given("{Type: List<AWS::EC2::Subnet::Id>}").resources().get(0).properties();

        assertThat(probe.json("Value")).hasToString("[\"subnet-00000000000000000\"]");
    }

    private static Template given(String type) {
        return Template.parse(
                "Parameters: {Given: %s}\nResources: {Q: {Type: X, Properties: {Value: !Ref Given}}}"
                        .formatted(type),
                Values.NONE);
    }

    @Test
    void languageExtensionsHaveTheirFunctions() {
        String extended = "Transform: AWS::LanguageExtensions\n" + TEMPLATE;

        assertThat(value(extended.formatted("!Length [a, b]"))).isEqualTo("2");
        assertThat(value(extended.formatted("!ToJsonString {a: [1, !Ref Stage]}")))
                .isEqualTo("{\"a\":[1,\"test\"]}");
        assertThat(value(extended.formatted("!FindInMap [Sizes, prod, none, {DefaultValue: 7}]")))
                .isEqualTo("7");
    }

    private static String value(String template) {
        return probe(Template.parse(template, Values.NONE)).text("Value");
    }

    private static Block probe(Template template) {
        return template.resources().stream()
                .filter(resource -> resource.id().equals("Probe"))
                .findFirst()
                .orElseThrow()
                .properties();
    }

    private static Block probe(String yaml, Map<String, String> parameters) {
        Values values = new Values(parameters, Map.of(), Map.of(), false);
        return probe(Template.parse(TEMPLATE.formatted(yaml), values));
    }
}
