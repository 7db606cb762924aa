package dev.mailroom.local.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "!If [IsProd, 1, !If [IsTest, 2, 3]]|2",
                "!If [Both, y, n]|n",
                "!If [Either, y, n]|y",
            })
    void functionsHaveTheirValue(String yaml, String value) {
        assertThat(probe(yaml, Map.of()).text("Value")).isEqualTo(value);
    }

    @Test
    void aParameterThatIsGivenReplacesTheDefault() {
        assertThat(probe("!If [IsProd, yes, no]", Map.of("Stage", "prod")).text("Value"))
                .isEqualTo("yes");
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
                "!Ref Alarm|the name of 'Alarm' is not known locally.",
                "!GetAtt Users.StreamArn|attribute 'StreamArn' of 'Users' (AWS::DynamoDB::Table) is not known locally.",
                "!GetAtt Users|Fn::GetAtt needs a resource and an attribute.",
                "!ImportValue x|Fn::ImportValue is not supported locally.",
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
                "Stage|dev|Template: Parameters.Stage: 'dev' is none of the AllowedValues [\"test\",\"prod\"].",
                "Size|11|Template: Parameters.Size: 11 is not within MinValue and MaxValue.",
                "Size|a|Template: Parameters.Size: 'a' is no number.",
                "Plain|1|Template: Parameters.Plain: '1' does not match the AllowedPattern [a-z]+.",
                "Plain|abcde|Template: Parameters.Plain: 'abcde' is not as long as MinLength and MaxLength say.",
                "Plain|''|Template: Parameters.Plain: '' is not as long as MinLength and MaxLength say.",
                "Stages|a,c|Template: Parameters.Stages: 'c' is none of the AllowedValues [\"a\",\"b\"].",
                "Sizes|1,a|Template: Parameters.Sizes: 'a' is no number.",
                "Sizes|1,2|Template: Parameters.Sizes: '2' is none of the AllowedValues [1,2.5].",
                "Other|1|Template: Parameters: there is no parameter 'Other'.",
            })
    void aValueThatAParameterDoesNotAllowIsRefused(String name, String value, String message) {
        assertThatThrownBy(() -> probe("1", Map.of(name, value)))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "String,MinValue",
        "Number,MinLength",
        "CommaDelimitedList,MaxLength",
        "List<Number>,MaxValue"
    })
    void aConstraintOfAnotherTypeIsRefused(String type, String constraint) {
        String template =
                "Parameters: {A: {Type: %s, Default: 1, %s: 1}}\nResources: {Q: {Type: AWS::SQS::Queue}}"
                        .formatted(type, constraint);
        assertThatThrownBy(() -> Template.parse(template, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessage("Template: Parameters.A." + constraint + ": is not supported locally.");
    }

    @Test
    void aParameterWithoutAValueIsRefused() {
        String template =
                "Parameters: {A: {Type: String}}\nResources: {Q: {Type: AWS::SQS::Queue}}";
        assertThatThrownBy(() -> Template.parse(template, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessage("Template: Parameters.A: it has no default: give it a value.");
    }

    private static Block probe(String yaml, Map<String, String> parameters) {
        return Template.parse(TEMPLATE.formatted(yaml), parameters).resources().stream()
                .filter(resource -> resource.id().equals("Probe"))
                .findFirst()
                .orElseThrow()
                .properties();
    }
}
