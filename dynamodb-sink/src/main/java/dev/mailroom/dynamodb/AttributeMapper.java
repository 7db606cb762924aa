package dev.mailroom.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.PoisonMessageException;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes objects as DynamoDB attributes, by way of Jackson. */
final class AttributeMapper {

    private static final int MAX_DIGITS = 38;
    private static final int MAX_MAGNITUDE = 125;

    private final ObjectMapper mapper;

    AttributeMapper(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns a map that the caller may change. */
    Map<String, AttributeValue> toAttributes(Object item) {
        JsonNode tree = tree(item);
        if (!tree.isObject()) {
            throw new IllegalArgumentException(
                    "an item must be written as a JSON object, but "
                            + item.getClass().getName()
                            + " is written as "
                            + tree.getNodeType());
        }
        return attributes(tree, "");
    }

    private JsonNode tree(Object item) {
        try {
            return mapper.valueToTree(item);
        } catch (IllegalArgumentException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            // Without Jackson's text, which quotes the item.
            throw new PoisonMessageException(
                    "an item of "
                            + item.getClass().getName()
                            + " cannot be written as JSON: "
                            + root.getClass().getName());
        }
    }

    private static Map<String, AttributeValue> attributes(JsonNode object, String path) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String name = property.getKey();
            if (!Names.isUtf8(name)) {
                throw new PoisonMessageException(
                        "the name of an attribute has half a surrogate pair, which UTF-8 cannot say");
            }
            if (!property.getValue().isNull()) {
                attributes.put(name, attribute(property.getValue(), path + "." + name));
            }
        }
        return attributes;
    }

    private static AttributeValue attribute(JsonNode node, String path) {
        if (node.isTextual()) {
            return AttributeValue.fromS(text(node, path));
        }
        if (node.isNumber()) {
            return AttributeValue.fromN(number(node, path));
        }
        if (node.isBoolean()) {
            return AttributeValue.fromBool(node.booleanValue());
        }
        if (node.isNull()) {
            return AttributeValue.fromNul(true);
        }
        if (node.isBinary()) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(binary(node)));
        }
        if (node.isObject()) {
            return AttributeValue.fromM(attributes(node, path));
        }
        if (node.isArray()) {
            return AttributeValue.fromL(elements(node, path));
        }
        throw new IllegalArgumentException(
                "attribute " + name(path) + " has no JSON form: give its type a serializer");
    }

    private static List<AttributeValue> elements(JsonNode array, String path) {
        List<AttributeValue> elements = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            elements.add(attribute(element, path + "[" + elements.size() + "]"));
        }
        return elements;
    }

    private static String text(JsonNode node, String path) {
        if (!Names.isUtf8(node.textValue())) {
            throw new PoisonMessageException(
                    "attribute "
                            + name(path)
                            + " has half a surrogate pair, which UTF-8 cannot say; DynamoDB would not keep it");
        }
        return node.textValue();
    }

    private static String number(JsonNode node, String path) {
        if (node.isFloatingPointNumber()
                && !node.isBigDecimal()
                && !Double.isFinite(node.doubleValue())) {
            throw new PoisonMessageException(
                    "attribute " + name(path) + " is not finite; DynamoDB stores finite numbers");
        }
        BigDecimal exact = new BigDecimal(node.asText());
        if (exact.stripTrailingZeros().precision() > MAX_DIGITS) {
            throw new PoisonMessageException(
                    "attribute "
                            + name(path)
                            + " has more than "
                            + MAX_DIGITS
                            + " digits; DynamoDB would not keep them");
        }
        if (exact.signum() != 0 && Math.abs(magnitude(exact)) > MAX_MAGNITUDE) {
            throw new PoisonMessageException(
                    "attribute "
                            + name(path)
                            + " is too large or too small; DynamoDB stores numbers of 1E-125 to 9.9E+125");
        }
        return exact.toString();
    }

    /** The power of ten of the first digit. */
    private static int magnitude(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    private static byte[] binary(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read bytes in memory", e);
        }
    }

    private static String name(String path) {
        return "\"" + path.substring(1) + "\"";
    }
}
