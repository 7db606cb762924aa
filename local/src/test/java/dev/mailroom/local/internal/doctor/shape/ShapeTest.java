package dev.mailroom.local.internal.doctor.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`source`: [`a`]} |",
                "{`source`: [{`prefix`: `a`}], `detail`: {`x`: {`y`: [1]}}} |",
                "{`source`: [{`anything-but`: [`a`]}]} |",
                "{`version`: [`0`]} |",
                "{`version`: [`1`]} | version",
                "{`source`: [1]} | source",
                "{`source`: [1, `a`]} |",
                "{`source`: [null]} | source",
                "{`source`: [{`numeric`: [`>`, 1]}]} | source",
                "{`source`: [{`exists`: false}]} | source",
                "{`source`: [{`exists`: true}]} |",
                "{`source`: {`x`: [`a`]}} | source",
                "{`detail`: [`a`]} | detail",
                "{`detail`: [{`exists`: true}]} | detail",
                "{`resources`: [`arn`]} |",
                "{`resources`: [{`exists`: false}]} |",
                "{`replay-name`: [{`exists`: false}]} |",
                "{`detailType`: [`a`]} | detailType",
                "{`own`: {`x`: [`a`]}} | own",
                "{`own`: {`x`: [{`exists`: false}]}} |",
                "{`$or`: [{`detailType`: [`a`]}, {`own`: [1]}]} | detailType",
                "{`$or`: [{`detailType`: [`a`]}, {`source`: [`a`]}]} |"
            })
    void anEventMayMatchWhatItsFieldsAllow(String pattern, String mismatch) throws Exception {
        assertThat(Messages.EVENT.mismatch(json(pattern))).isEqualTo(mismatch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`source`: [`a`]} | {`source`: [`b`]} | source",
                "{`source`: [`a`, `b`]} | {`source`: [`b`]} |",
                "{`source`: [{`prefix`: `a`}]} | {`source`: [`b`]} |",
                "{`detail`: {`x`: [1]}} | {`detail`: {`x`: [2]}} | detail.x",
                "{`detail`: {`x`: [1]}} | {`detail`: {`y`: [2]}} |",
                "{`detail`: {`x`: [1]}} | {`detail`: {`x`: [{`numeric`: [`<`, 2]}]}} |",
                "{`$or`: [{`source`: [`a`]}, {`source`: [`b`]}]} | {`source`: [`c`]} |"
            })
    void whatARuleLetsThroughIsWhatItsPatternAllows(String rule, String pattern, String mismatch)
            throws Exception {
        assertThat(Messages.EVENT.narrowedBy(json(rule)).mismatch(json(pattern)))
                .isEqualTo(mismatch);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.read(text.replace('`', '"'));
    }
}
