package dev.mailroom.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class OneLineTest {

    @Property
    void neverExceedsItsBytesAndNeverHoldsWhatSqsRefuses(
            @ForAll("texts") String text, @ForAll @IntRange(min = -10, max = 200) int mostBytes) {
        String line = OneLine.of(text, mostBytes);

        assertThat(OneLine.bytes(line)).isLessThanOrEqualTo(Math.max(0, mostBytes));
        assertThat(line.codePoints())
                .allMatch(
                        c ->
                                Character.isSupplementaryCodePoint(c)
                                        || (c >= 0x20 && !isSurrogate(c) && c < 0xFFFE));
    }

    @Property
    void keepsTheLongestBeginningThatFits(
            @ForAll("texts") String text, @ForAll @IntRange(min = 3, max = 200) int mostBytes) {
        String whole = OneLine.of(text, Integer.MAX_VALUE);
        String line = OneLine.of(text, mostBytes);

        if (line.equals(whole)) {
            return;
        }
        assertThat(line).endsWith("…");
        String kept = line.substring(0, line.length() - 1);
        assertThat(whole).startsWith(kept);
        assertThat(OneLine.bytes(whole)).isGreaterThan(mostBytes);
        String next = whole.substring(0, whole.offsetByCodePoints(kept.length(), 1));
        assertThat(OneLine.bytes(next + "…")).isGreaterThan(mostBytes);
    }

    @Example
    void replacesEachCharacterThatSqsRefusesByASpace() {
        assertThat(OneLine.of("a\nb\r\tc\u0000\uFFFF\uD800d \uD83D\uDE00", 100))
                .isEqualTo("a b  c   d \uD83D\uDE00");
    }

    @Example
    void cutsBetweenCharactersOnly() {
        assertThat(OneLine.of("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 11))
                .isEqualTo("\uD83D\uDE00\uD83D\uDE00…");
        assertThat(OneLine.of("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 10))
                .isEqualTo("\uD83D\uDE00…");
        assertThat(OneLine.of("abcd", 2)).isEmpty();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> parts =
                Arbitraries.of("a", "\n", "\u0000", "é", "€", "\uD83D\uDE00", "\uD800", "\uFFFE");
        return parts.list().ofMaxSize(120).map(list -> String.join("", list));
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= 0xD800 && codePoint <= 0xDFFF;
    }
}
