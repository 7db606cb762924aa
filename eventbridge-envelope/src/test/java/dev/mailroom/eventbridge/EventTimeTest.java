package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.DateTimeException;
import java.time.Instant;

class EventTimeTest {

    /** Right in its form and anything in its fields, so that days that do not exist come too. */
    @Provide
    Arbitrary<String> whole() {
        Arbitrary<Integer> two = Arbitraries.integers().between(0, 63);
        Arbitrary<Integer> year = Arbitraries.integers().between(0, 9999);
        Arbitrary<Integer> month = Arbitraries.integers().between(0, 13);
        Arbitrary<Integer> day = Arbitraries.integers().between(0, 32);
        return Combinators.combine(year, month, day, two, two, two)
                .as(
                        (y, m, d, h, i, s) ->
                                String.format(
                                        "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, h % 26, i, s));
    }

    @Provide
    Arbitrary<String> alike() {
        return Arbitraries.strings().withChars("0123456789-:TZ.+ t").ofMinLength(0).ofMaxLength(30);
    }

    @Property
    void readsWholeSecondsAsJavaDoes(@ForAll("whole") String text) {
        assertSame(text);
    }

    @Property
    void readsAnythingElseAsJavaDoes(@ForAll("alike") String text) {
        assertSame(text);
    }

    private static void assertSame(String text) {
        String around = "xx" + text + "yy";
        Instant expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeException e) {
            assertThatThrownBy(() -> EventTime.parse(around, 2, 2 + text.length()))
                    .isInstanceOf(DateTimeException.class);
            return;
        }
        assertThat(EventTime.parse(around, 2, 2 + text.length())).isEqualTo(expected);
    }
}
