package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.LocalAccount;

import org.jspecify.annotations.Nullable;

/**
 * The resources that SAM generates, to which a template may refer without declaring them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html">Generated
 *     resources</a>
 */
final class SamNames {

    private static final String SAM = "AWS::Serverless::";

    private SamNames() {}

    /** Whether SAM may generate a resource with this id. */
    static boolean isGenerated(String id, JsonNode resources) {
        return id.startsWith("Serverless") || owner(id, resources) != null;
    }

    static String ref(String id, JsonNode resources, Names names, Place place) {
        String function = owner(id, resources);
        if (function != null && names.isFunction(function)) {
            String made = id.substring(function.length());
            // Generated for an AutoPublishAlias.
            if (made.startsWith(".Alias")
                    || made.startsWith(".Version")
                    || made.startsWith("Alias")
                    || made.startsWith("Version")) {
                return names.attribute(function, "Arn", place);
            }
        }
        place.check(
                function != null || id.startsWith("Serverless"),
                "there is no parameter or resource '" + id + "'.");
        return id.replace(".", "-");
    }

    static String attribute(
            String id, String attribute, JsonNode resources, Names names, Place place) {
        String ref = ref(id, resources, names, place);
        if (id.endsWith("Role") && attribute.equals("Arn")) {
            return LocalAccount.roleArn(ref);
        }
        return Placeholders.attribute("AWS::Serverless::Generated", ref, attribute);
    }

    /** The SAM resource whose id is a prefix of this one; the longest, or null if there is none. */
    private static @Nullable String owner(String id, JsonNode resources) {
        String owner = null;
        for (var resource : resources.properties()) {
            String candidate = resource.getKey();
            if (id.startsWith(candidate)
                    && resource.getValue().path("Type").asText().startsWith(SAM)
                    && (owner == null || candidate.length() > owner.length())) {
                owner = candidate;
            }
        }
        return owner;
    }
}
