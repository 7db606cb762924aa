package dev.mailroom.local.internal.template.language;

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
        assertThat(YamlReader.read("key: " + yaml).root().path("key")).hasToString(json);
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
                "2012-10-17|\"2012-10-17\"",
                "|null",
                "12345678901234567890|12345678901234567890",
            })
    void scalarsAreWhatTheyLookLike(String yaml, String json) {
        String text = yaml == null ? "" : yaml;
        assertThat(YamlReader.read("key: " + text).root().path("key")).hasToString(json);
    }

    /** YAML 1.1, as CloudFormation reads it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "True|true",
                "NO|false",
                "on|true",
                "y|\"y\"",
                "1_000|1000",
                "0x1F|31",
                "0b11|3",
                "0123|83",
                "012345678901|\"012345678901\"",
                "0o36|\"0o36\"",
                "12:30|750",
                "-1:30|-90",
                "190:20:30.15|685230.15",
                "+1|1",
                ".5|0.5",
                "1e3|1000",
                ".inf|\".inf\"",
                "~|null",
                "[ -, [a, b] ]|[\"-\",[\"a\",\"b\"]]",
                "{on: 1, NO: 2, 123: 3}|{\"on\":1,\"NO\":2,\"123\":3}",
            })
    void scalarsAreThoseOfYaml11(String yaml, String json) {
        assertThat(YamlReader.read("key: " + yaml).root().path("key")).hasToString(json);
    }

    @Test
    void aMergeKeyAddsWhatIsNotThere() {
        String yaml =
                "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 0}\nd: {<<: *b}";

        assertThat(YamlReader.read(yaml).root().path("c")).hasToString("{\"x\":0,\"y\":2,\"z\":4}");
        assertThat(YamlReader.read(yaml).root().path("d")).hasToString("{\"y\":3,\"z\":4}");
    }

    @Test
    void ofAKeyThatIsThereTwiceTheLastOneCounts() {
        TemplateSource source = YamlReader.read("a: 1\nb: 2\na: 3");

        assertThat(source.root()).hasToString("{\"a\":3,\"b\":2}");
        assertThat(source.misread())
                .containsExactly(
                        new Misread(
                                new Place("", "a"),
                                3,
                                "occurs twice: only this one, the last, counts.",
                                true));
    }

    @Test
    void jsonIsYaml() {
        assertThat(YamlReader.read("{\"a\": {\"Ref\": \"b\"}, \"c\": [1, true, null]}").root())
                .hasToString("{\"a\":{\"Ref\":\"b\"},\"c\":[1,true,null]}");
    }

    @Test
    void anAliasIsWhatItStandsFor() {
        assertThat(YamlReader.read("a: &x [1]\nb: *x").root()).hasToString("{\"a\":[1],\"b\":[1]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: &x [*x]|line 1: Template: an alias that contains itself.",
                "a: !Foo-Bar x|line 1: Template: the tag !Foo-Bar is unknown.",
                "[1]: a|line 1: Template: a key must be a scalar.",
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
                .hasMessageStartingWith(
                        "line 1: Template: it is not YAML: expected ',' or ']', but got <stream end>.");
    }
}
