package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One resource of a template.
 *
 * @param connectors the connectors of SAM from this resource, by their names; missing if it has
 *     none
 */
public record Resource(String id, String type, Block properties, JsonNode connectors) {

    public static final String SAM_FUNCTION = "AWS::Serverless::Function";

    public Place place() {
        return properties.place();
    }
}
