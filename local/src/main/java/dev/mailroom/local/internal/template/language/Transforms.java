package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * The macros of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html">Transform</a>
 */
record Transforms(boolean sam, boolean languageExtensions) {

    private static final String SAM = "AWS::Serverless-2016-10-31";
    private static final String LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";
    // None of them touches the path of a message.
    private static final Map<String, String> BESIDE =
            Map.of(
                    "AWS::CodeDeployBlueGreen", "it is about how a change is deployed",
                    "AWS::SecretsManager-2020-07-23", "no rotation function is made",
                    "AWS::SecretsManager-2024-09-16", "no rotation function is made",
                    "AWS::ServiceCatalog", "no product's outputs are read",
                    "DatadogServerless", "its layers and variables are not added to functions");

    static Transforms of(ObjectNode root, Remarks remarks) {
        JsonNode declared = root.path("Transform");
        Place place = new Place("", "Transform");
        boolean sam = false;
        boolean languageExtensions = false;
        for (JsonNode transform : declared.isArray() ? declared : root.arrayNode().add(declared)) {
            String name =
                    transform.isObject() ? transform.path("Name").asText() : transform.asText();
            sam |= name.equals(SAM);
            languageExtensions |= name.equals(LANGUAGE_EXTENSIONS);
            if (BESIDE.containsKey(name)) {
                remarks.note(place, "'" + name + "' is not run here: " + BESIDE.get(name) + ".");
            } else if (!name.isEmpty() && !name.equals(SAM) && !name.equals(LANGUAGE_EXTENSIONS)) {
                remarks.error(
                        place,
                        "the macro '"
                                + name
                                + "' is not run here, and could change what happens to a message:"
                                + " give a template to which it has been applied.");
            }
        }
        return new Transforms(sam, languageExtensions);
    }
}
