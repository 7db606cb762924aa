package dev.mailroom.local.internal.template.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceCheckTest {

    private static final String TEMPLATE =
            """
            Parameters: {Stage: {Type: String, Default: dev}}
            Conditions: {IsDev: !Equals [!Ref Stage, dev]}
            Resources:
              Work: {Type: AWS::Serverless::Function, Properties: {Runtime: java21}}
              Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {Value: %s}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!Ref Stage",
                "!Ref AWS::NoValue",
                "!Ref WorkRole",
                "!Ref Work.Alias",
                "!Ref ServerlessRestApi",
                "!GetAtt Work.Arn",
                "!Sub '${Work.Arn}/${!Nothing}/${AWS::Region}'",
                "!Sub ['${my_var}/${a.b}', {my_var: !Ref Stage, a.b: 1}]",
                "!If [IsDev, !Ref Stage, {a: [!Ref Work]}]",
            })
    void whatIsDeclaredOrMadeBySamIsKnown(String yaml) {
        assertThat(Template.parse(TEMPLATE.formatted(yaml), Values.NONE).remarks().errors())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Stages|Value",
                "!GetAtt Stages.Arn|Value",
                "!Sub 'a-${Stages.Arn}'|Value",
                "!Sub ['${a}', {a: !Ref Stages}]|Value",
                "!If [IsDev, 1, {a: [!Ref Stages]}]|Value.a[0]",
                "{a: [1, !Join ['', [!Ref Stages]]]}|Value.a[1]",
            })
    void whatIsNotDeclaredIsAnErrorAnywhere(String yaml, String property) {
        assertThat(Template.parse(TEMPLATE.formatted(yaml), Values.NONE).remarks().errors())
                .containsExactly(
                        new Remark(
                                new Place("Alarm", property),
                                5,
                                "there is no parameter or resource 'Stages'."));
    }
}
