package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The default mapper never changes a value in silence: it keeps it exactly, or refuses it. */
class DefaultMapperTest {

    enum Size {
        SMALL,
        LARGE
    }

    record Whole(int a, Long b) {}

    record Maybe(Optional<String> name, OptionalInt pieces, Optional<List<Size>> sizes) {}

    record Stamped(@JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at) {}

    static final class Defaults {
        public int pieces = 7;
    }

    private final ObjectMapper mapper = DefaultMapper.create();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "int|1.9",
                "long|1e-1",
                "java.lang.Integer|0.5",
                "java.lang.Long|9223372036854775807.5",
                "java.math.BigInteger|1.5",
                "int|1e999999999",
                "java.math.BigInteger|1e999999999",
                "int|2147483648",
                "int|2147483648.0",
                "long|9223372036854775808",
                "byte|200",
                "java.lang.Byte|200",
                "byte|\"200\"",
                "short|32768",
                "int|\"\"",
                "int|\" \"",
                "java.lang.Integer|\"\"",
                "java.lang.Integer|\" \"",
                "double|\"\"",
                "java.lang.Double|\"\"",
                "java.math.BigDecimal|\"\"",
                "java.math.BigDecimal|\" \"",
                "java.math.BigInteger|\"\"",
                "boolean|\"\"",
                "java.lang.Boolean|\"\"",
                "int|null",
                "boolean|null",
                "int|true",
                "boolean|1",
                "boolean|2",
                "java.lang.Boolean|0",
                "float|1e39",
                "java.lang.Float|-1e39",
                "float|\"1e39\"",
                "double|1e309",
                "java.lang.Double|\"1e309\"",
                "[F|[1e39]",
                "[D|[1e309]",
                "[I|[1.5]",
                "char|65",
                "java.lang.Character|65",
                "dev.mailroom.eventbridge.DefaultMapperTest$Size|1",
                "dev.mailroom.eventbridge.DefaultMapperTest$Size|\"1\"",
                "dev.mailroom.eventbridge.DefaultMapperTest$Size|\"\"",
                "dev.mailroom.eventbridge.DefaultMapperTest$Size|\"small\"",
                "java.time.Instant|1795372800123",
                "java.time.Instant|1795372800.5",
                "java.time.Instant|\"1795372800123\"",
                "java.time.Instant|\"1795372800.5\"",
                "java.time.Instant|\"\"",
                "java.time.OffsetDateTime|1795372800123",
                "java.time.ZonedDateTime|1795372800123",
                "java.time.OffsetDateTime|\"1795372800123\"",
                "java.time.LocalDate|20000",
                "java.time.LocalDate|\"2026-11-22T23:00:00Z\"",
                "java.time.LocalDateTime|\"2026-11-22T23:00:00Z\"",
                "java.time.Duration|90",
                "java.util.Date|1795372800",
                "java.util.Date|\"1795372800\"",
                "java.util.Date|\"2026-02-31T00:00:00Z\"",
                "java.util.Calendar|1795372800",
                "java.time.Month|5",
                "java.time.DayOfWeek|5",
                "java.util.UUID|\"\"",
                "dev.mailroom.eventbridge.DefaultMapperTest$Whole|{\"b\":1}",
                "dev.mailroom.eventbridge.DefaultMapperTest$Whole|{\"a\":1.5,\"b\":1}",
                "java.util.OptionalInt|1.5",
            })
    void aValueThatWouldBeLostIsRefused(String type, String json) throws Exception {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> mapper.readValue(json, type(type)))
                .isNotInstanceOf(JsonParseException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "int|1.0|1",
                "int|1e2|100",
                "int|-120e-1|-12",
                "long|9223372036854775807.0|9223372036854775807",
                "java.lang.Integer|2.00|2",
                "java.math.BigInteger|12345678901234567890123.0|12345678901234567890123",
                "short|7.0|7",
                "byte|127.0|127",
                "byte|-128|-128",
                "int|\"5\"|5",
                "double|\"NaN\"|NaN",
                "double|5|5.0",
                "float|0.1|0.1",
                "boolean|\"true\"|true",
                "java.lang.String|1.10|1.10",
                "java.lang.String|1e2|1e2",
                "java.math.BigDecimal|1.10|1.10",
                "java.math.BigDecimal|\"1.10\"|1.10",
                "java.math.BigDecimal|1234567890123456.78|1234567890123456.78",
                "java.lang.Object|1234567890123456.78|1234567890123456.78",
                "java.lang.Number|1.10|1.10",
                "com.fasterxml.jackson.databind.JsonNode|1234567890123456.78|1234567890123456.78",
                "com.fasterxml.jackson.databind.JsonNode|1.10|1.10",
                "com.fasterxml.jackson.databind.JsonNode|12345678901234567890|12345678901234567890",
                "java.time.Instant|\"2026-11-22T23:00:00+01:00\"|2026-11-22T22:00:00Z",
                "java.time.OffsetDateTime|\"2026-11-22T10:00:00+02:00\"|2026-11-22T10:00+02:00",
                "java.time.ZonedDateTime|\"2026-11-22T10:00:00+02:00\"|2026-11-22T10:00+02:00",
                "java.time.LocalDate|\"2026-11-22\"|2026-11-22",
                "java.time.Year|2026|2026",
                "java.time.Duration|\"PT90S\"|PT1M30S",
                "java.util.Optional|\"a\"|Optional[a]",
                "java.util.Optional|null|Optional.empty",
            })
    void aValueThatCanBeKeptIsKept(String type, String json, String value) throws Exception {
        assertThat(mapper.readValue(json, type(type))).hasToString(value);
    }

    @Test
    void decimalsInMapsAreExact() throws Exception {
        assertThat(
                        mapper.readValue(
                                "{\"a\":1.10,\"b\":[1234567890123456.78]}",
                                new TypeReference<Map<String, Object>>() {}))
                .isEqualTo(
                        Map.of(
                                "a",
                                new BigDecimal("1.10"),
                                "b",
                                List.of(new BigDecimal("1234567890123456.78"))));
    }

    @Test
    void anAbsentValueLeavesWhatTheClassItselfHasSet() throws Exception {
        assertThat(mapper.readValue("{}", Defaults.class).pieces).isEqualTo(7);
    }

    @Test
    void optionalComponentsAreBound() throws Exception {
        assertThat(
                        mapper.readValue(
                                "{\"name\":\"Ada\",\"pieces\":2,\"sizes\":[\"LARGE\"]}",
                                Maybe.class))
                .isEqualTo(
                        new Maybe(
                                Optional.of("Ada"),
                                OptionalInt.of(2),
                                Optional.of(List.of(Size.LARGE))));
        assertThat(mapper.readValue("{}", Maybe.class))
                .isEqualTo(new Maybe(Optional.empty(), OptionalInt.empty(), Optional.empty()));
    }

    @Test
    void aTypeThatAsksForNumbersGetsThem() throws Exception {
        assertThat(mapper.readValue("{\"at\":1795372800}", Stamped.class))
                .isEqualTo(new Stamped(Instant.ofEpochSecond(1795372800L)));
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // users have them
    void whatItWritesItReads() throws Exception {
        record All(
                Instant instant,
                Duration duration,
                LocalDate date,
                LocalDateTime dateTime,
                OffsetDateTime offset,
                ZonedDateTime zoned,
                Date old,
                BigDecimal decimal,
                BigInteger whole,
                Optional<String> maybe,
                Optional<String> none,
                UUID id,
                JsonNode tree) {}
        All all =
                new All(
                        Instant.parse("2026-11-22T10:00:00.123456789Z"),
                        Duration.ofMillis(90_001),
                        LocalDate.of(2026, 11, 22),
                        LocalDateTime.of(2026, 11, 22, 10, 0, 1),
                        OffsetDateTime.parse("2026-11-22T10:00:00+02:00"),
                        ZonedDateTime.parse("2026-11-22T10:00:00+02:00"),
                        new Date(1795372800123L),
                        new BigDecimal("1234567890123456.780"),
                        new BigInteger("12345678901234567890"),
                        Optional.of("é"),
                        Optional.empty(),
                        UUID.fromString("0a1b2c3d-0000-5000-8000-000000000001"),
                        mapper.readTree("{\"a\":1.10}"));

        assertThat(mapper.readValue(mapper.writeValueAsString(all), All.class)).isEqualTo(all);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return switch (name) {
            case "int" -> int.class;
            case "long" -> long.class;
            case "short" -> short.class;
            case "byte" -> byte.class;
            case "char" -> char.class;
            case "boolean" -> boolean.class;
            case "float" -> float.class;
            case "double" -> double.class;
            default -> Class.forName(name);
        };
    }
}
