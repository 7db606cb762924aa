package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** Reads a tree whose numbers are written as they were read. */
final class ExactNumbers extends StdDeserializer<JsonNode> {

    private static final long serialVersionUID = 1L;

    ExactNumbers() {
        super(JsonNode.class);
    }

    @Override
    public JsonNode deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, context);
            case START_ARRAY -> array(parser, context);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new ExactNumber(parser.getText());
            case VALUE_STRING -> context.getNodeFactory().textNode(parser.getText());
            case VALUE_TRUE, VALUE_FALSE ->
                    context.getNodeFactory().booleanNode(parser.getBooleanValue());
            default -> context.getNodeFactory().nullNode();
        };
    }

    private JsonNode object(JsonParser parser, DeserializationContext context) throws IOException {
        ObjectNode object = context.getNodeFactory().objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.set(name, deserialize(parser, context));
        }
        return object;
    }

    private JsonNode array(JsonParser parser, DeserializationContext context) throws IOException {
        ArrayNode array = context.getNodeFactory().arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(deserialize(parser, context));
        }
        return array;
    }

    @Override
    public JsonNode getNullValue(DeserializationContext context) {
        return context.getNodeFactory().nullNode();
    }
}
