package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/**
 * The value of a YAML 1.1 scalar: {@code NO} is false, {@code 0x1F} is 31, {@code 12:30} is 750. A
 * date stays text.
 *
 * @see <a href="https://yaml.org/type/">Types of YAML 1.1</a>
 */
final class YamlScalar {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private YamlScalar() {}

    static JsonNode value(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return JSON.textNode(text);
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(TRUE.contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT)) {
            return integer(text.replace("_", ""));
        }
        return tag.equals(Tag.FLOAT) ? decimal(text.replace("_", "")) : JSON.textNode(text);
    }

    private static JsonNode integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.replaceFirst("^[-+]", "");
        BigInteger value;
        if (digits.contains(":")) {
            value = sexagesimal(digits).toBigIntegerExact();
        } else if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else {
            value = new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
        }
        return number(new BigDecimal(negative ? value.negate() : value));
    }

    private static JsonNode decimal(String text) {
        if (text.toLowerCase(Locale.ROOT).matches("[-+]?\\.(inf|nan)")) {
            // JSON has no such number.
            return JSON.textNode(text);
        }
        boolean negative = text.startsWith("-");
        String digits = text.replaceFirst("^[-+]", "");
        BigDecimal value = digits.contains(":") ? sexagesimal(digits) : new BigDecimal(digits);
        return number(negative ? value.negate() : value);
    }

    private static BigDecimal sexagesimal(String digits) {
        BigDecimal value = BigDecimal.ZERO;
        for (String part : digits.split(":", -1)) {
            value = value.multiply(BigDecimal.valueOf(60)).add(new BigDecimal(part));
        }
        return value;
    }

    private static JsonNode number(BigDecimal value) {
        return value.scale() <= 0 && value.precision() - value.scale() < 18
                ? JSON.numberNode(value.longValueExact())
                : JSON.numberNode(value);
    }
}
