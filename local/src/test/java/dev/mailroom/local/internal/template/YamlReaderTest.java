package dev.mailroom.local.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Queue|{\"Ref\":\"Queue\"}",
                "!GetAtt Queue.Arn|{\"Fn::GetAtt\":[\"Queue\",\"Arn\"]}",
                "!GetAtt [Queue, Arn]|{\"Fn::GetAtt\":[\"Queue\",\"Arn\"]}",
                "!Sub '${A}-b'|{\"Fn::Sub\":\"${A}-b\"}",
                "!If [C, !Ref A, 1]|{\"Fn::If\":[\"C\",{\"Ref\":\"A\"},1]}",
                "!Condition C|{\"Condition\":\"C\"}",
                "!Join ['-', [a, b]]|{\"Fn::Join\":[\"-\",[\"a\",\"b\"]]}",
            })
    void shortFormsAreWrittenOut(String yaml, String json) {
        assertThat(YamlReader.read("key: " + yaml).path("key")).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1|1",
                "-1.5|-1.5",
                "'1'|\"1\"",
                "true|true",
                "\"true\"|\"true\"",
                "! true|\"true\"",
                "000000000000|\"000000000000\"",
                "2012-10-17|\"2012-10-17\"",
                "|null",
                "12345678901234567890|12345678901234567890",
                "no|\"no\"",
            })
    void scalarsAreWhatTheyLookLike(String yaml, String json) {
        String text = yaml == null ? "" : yaml;
        assertThat(YamlReader.read("key: " + text).path("key")).hasToString(json);
    }

    @Test
    void jsonIsYaml() {
        assertThat(YamlReader.read("{\"a\": {\"Ref\": \"b\"}, \"c\": [1, true, null]}"))
                .hasToString("{\"a\":{\"Ref\":\"b\"},\"c\":[1,true,null]}");
    }

    @Test
    void anAliasIsWhatItStandsFor() {
        assertThat(YamlReader.read("a: &x [1]\nb: *x")).hasToString("{\"a\":[1],\"b\":[1]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1\\na: 2|Template: line 2: the key 'a' is there twice.",
                "a: &x [*x]|Template: line 1: an alias that contains itself.",
                "a: !Foo-Bar x|Template: line 1: the tag !Foo-Bar is unknown.",
                "a: {<<: {b: 1}}|Template: line 1: merge keys are not supported.",
                "[1]: a|Template: line 1: a key that is no scalar.",
                "- a|Template: it is not a YAML mapping.",
                "''|Template: it is not a YAML mapping.",
            })
    void whatIsNoTemplateIsRefusedWithItsLine(String yaml, String message) {
        assertThatThrownBy(() -> YamlReader.read(yaml.replace("\\n", "\n")))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void brokenYamlIsRefused() {
        assertThatThrownBy(() -> YamlReader.read("a: [1"))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Template: it is not YAML: ");
    }
}
