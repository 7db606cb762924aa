package dev.mailroom.local.internal.doctor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.language.Unknown;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class StatementTest {

    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:jobs";
    private static final String RULE = "arn:aws:events:us-east-1:000000000000:rule/bus/orders";
    private static final Access SEND =
            Access.ofService(
                    "events.amazonaws.com", "sqs:SendMessage", QUEUE, RULE, "000000000000");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ArnEquals | aws:SourceArn | arn:aws:events:us-east-1:000000000000:rule/bus/orders | YES",
                "ArnEquals | AWS:sourceARN | arn:aws:events:*:*:rule/* | YES",
                "ArnLike | aws:SourceArn | arn:aws:events:us-east-1:000000000000:rule/orders | NO",
                "ArnNotEquals | aws:SourceArn | arn:aws:events:us-east-1:000000000000:rule/bus/orders | NO",
                "ArnNotLike | aws:SourceArn | arn:aws:sns:*:*:* | YES",
                "StringEquals | aws:SourceArn | arn:aws:events:*:*:rule/* | NO",
                "StringLike | aws:SourceArn | arn:aws:events:* | YES",
                "StringNotLike | aws:SourceArn | arn:aws:events:* | NO",
                "StringEqualsIgnoreCase | aws:SourceArn | ARN:AWS:EVENTS:US-EAST-1:000000000000:RULE/BUS/ORDERS | YES",
                "StringEqualsIfExists | aws:SourceAccount | 000000000000 | YES",
                "ForAnyValue:StringEquals | aws:SourceAccount | 111111111111 | NO",
                "Bool | aws:SecureTransport | true | YES",
                "Bool | aws:SecureTransport | false | NO",
                "Null | aws:SourceArn | false | YES",
                "Null | aws:SourceArn | true | NO",
                "StringEquals | aws:SourceOrgID | o-1 | MAYBE",
                "NumericEquals | aws:SourceAccount | 0 | MAYBE",
                "StringEquals | aws:SourceAccount | ${aws:PrincipalAccount} | MAYBE"
            })
    void aConditionHoldsAsItsOperatorSays(
            String operator, String key, String value, Verdict verdict) {
        assertThat(
                        verdict(
                                allow(
                                        "`Condition`: {`%s`: {`%s`: `%s`}}"
                                                .formatted(operator, key, value))))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "`Principal`: `*` | YES",
                "`Principal`: {`AWS`: `*`} | YES",
                "`Principal`: {`Service`: [`sns.amazonaws.com`, `events.amazonaws.com`]} | YES",
                "`Principal`: {`Service`: `sns.amazonaws.com`} | NO",
                "`Principal`: {`AWS`: `arn:aws:iam::000000000000:root`} | NO",
                "`NotPrincipal`: {`AWS`: `arn:aws:iam::000000000000:root`} | MAYBE",
                "`Action`: [`SQS:Send*`] | YES",
                "`Action`: `sqs:ReceiveMessage` | NO",
                "`NotAction`: `sqs:ReceiveMessage` | YES",
                "`Resource`: `*` | YES",
                "`Resource`: `arn:aws:sqs:*:*:job?` | YES",
                "`Resource`: `arn:aws:sqs:us-east-1:000000000000:other` | NO",
                "`NotResource`: `arn:aws:sqs:us-east-1:000000000000:jobs` | NO"
            })
    void aStatementCoversWhatItNames(String element, Verdict verdict) {
        assertThat(verdict(allow(element))).isEqualTo(verdict);
    }

    @Test
    void aDenialWins() {
        String denial = "{`Effect`: `Deny`, `Principal`: `*`, `Action`: `sqs:*`, `Resource`: `*`}";
        String maybe =
                "{`Effect`: `Deny`, `Principal`: `*`, `Action`: `sqs:*`, `Resource`: `*`,"
                        + " `Condition`: {`StringNotEquals`: {`aws:PrincipalOrgID`: `o-1`}}}";
        assertThat(verdict(allow("`Principal`: `*`"), denial)).isEqualTo(Verdict.NO);
        assertThat(verdict(allow("`Principal`: `*`"), maybe)).isEqualTo(Verdict.MAYBE);
    }

    @Test
    void whatIsUnknownAdmitsMaybe() {
        String unknown = Unknown.of("Parameter");
        assertThat(verdict(allow("`Resource`: `" + unknown + "`"))).isEqualTo(Verdict.MAYBE);
        assertThat(
                        verdict(
                                allow(
                                        "`Resource`: `arn:aws:sqs:us-east-1:000000000000:"
                                                + unknown
                                                + "`")))
                .isEqualTo(Verdict.MAYBE);
        assertThat(
                        verdict(
                                allow(
                                        "`Resource`: `arn:aws:sns:us-east-1:000000000000:"
                                                + unknown
                                                + "`")))
                .isEqualTo(Verdict.NO);
        assertThat(verdict(allow("`Principal`: {`Service`: `" + unknown + "`}")))
                .isEqualTo(Verdict.MAYBE);
        assertThat(
                        verdict(
                                allow(
                                        "`Condition`: {`ArnNotEquals`: {`aws:SourceArn`: `"
                                                + unknown
                                                + "`}}")))
                .isEqualTo(Verdict.MAYBE);
    }

    private static String allow(String element) {
        return "{`Effect`: `Allow`, " + element + "}";
    }

    private static Verdict verdict(String... statements) {
        String document = "{`Statement`: [" + String.join(", ", statements) + "]}";
        try {
            List<Statement> all = Statement.of(Json.read(document.replace('`', '"')));
            return Statement.allow(all, SEND);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
