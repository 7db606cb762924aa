package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class FingerprintTest {

    private final Fingerprint fingerprint = new Fingerprint("print", Set.of("receivedAt"));

    @Test
    void doesNotDependOnTheOrderOfAttributes() {
        Map<String, AttributeValue> forth = new LinkedHashMap<>();
        forth.put("a", fromS("1"));
        forth.put("b", fromM(forth));
        Map<String, AttributeValue> back = new LinkedHashMap<>();
        back.put("b", fromM(Map.of("a", fromS("1"))));
        back.put("a", fromS("1"));
        forth.put("b", fromM(Map.of("a", fromS("1"))));

        assertThat(fingerprint.of(forth)).isEqualTo(fingerprint.of(back));
    }

    @Test
    void doesNotDependOnVolatileAttributesOrOnItself() {
        assertThat(
                        fingerprint.of(
                                Map.of(
                                        "a", fromS("1"),
                                        "receivedAt", fromS("now"),
                                        "print", fromS("earlier"))))
                .isEqualTo(fingerprint.of(Map.of("a", fromS("1"))));
    }

    @Test
    void equalNumbersAreEqual() {
        assertThat(fingerprint.of(Map.of("a", fromN("1.0"))))
                .isEqualTo(fingerprint.of(Map.of("a", fromN("1"))));
        assertThat(fingerprint.of(Map.of("a", fromN("100"))))
                .isEqualTo(fingerprint.of(Map.of("a", fromN("1E+2"))));
    }

    @Test
    void valuesOfOtherTypesOrPlacesDiffer() {
        List<Map<String, AttributeValue>> items =
                List.of(
                        Map.of(),
                        Map.of("a", fromS("")),
                        Map.of("a", fromS("1")),
                        Map.of("a", fromN("1")),
                        Map.of("b", fromS("1")),
                        Map.of("a", fromS("1"), "b", fromS("")),
                        Map.of("a", fromS("1b")),
                        Map.of("a", fromBool(true)),
                        Map.of("a", fromBool(false)),
                        Map.of("a", fromNul(true)),
                        Map.of("a", fromL(List.of())),
                        Map.of("a", fromL(List.of(fromS("1")))),
                        Map.of("a", fromL(List.of(fromS("1"), fromS("2")))),
                        Map.of("a", fromL(List.of(fromS("12")))),
                        Map.of("a", fromM(Map.of())),
                        Map.of("a", fromM(Map.of("receivedAt", fromS("1")))));

        assertThat(items.stream().map(fingerprint::of)).doesNotHaveDuplicates();
    }

    @Test
    void anItemWithoutAFingerprintContradictsNothing() {
        Map<String, AttributeValue> item = Map.of("print", fromS("new"));

        assertThat(fingerprint.differs(Map.of("a", fromS("1")), item)).isFalse();
        assertThat(fingerprint.differs(Map.of("print", fromS("new")), item)).isFalse();
        assertThat(fingerprint.differs(Map.of("print", fromS("old")), item)).isTrue();
    }
}
