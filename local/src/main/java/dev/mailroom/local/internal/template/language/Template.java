package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A template with the values of its parameters: the resources whose conditions hold, and the
 * remarks about it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html">Anatomy
 *     of a SAM template</a>
 */
public record Template(
        List<Resource> resources, Names names, Remarks remarks, List<Misread> misread) {

    private static final Set<String> SECTIONS =
            Set.of(
                    "AWSTemplateFormatVersion",
                    "Transform",
                    "Description",
                    "Metadata",
                    "Parameters",
                    "Mappings",
                    "Conditions",
                    "Globals",
                    "Resources",
                    "Outputs");
    private static final Set<String> NOTED_SECTIONS = Set.of("Rules", "Hooks");

    public static Template read(Path file, Values values) {
        try {
            return parse(Files.readString(file), values);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + file + " cannot be read.", e);
        }
    }

    public static Template parse(String text, Values values) {
        TemplateSource source = YamlReader.read(text);
        Remarks remarks = new Remarks(source.lines());
        Transforms transforms = Transforms.of(source.root(), remarks);
        ObjectNode root = withoutLoops(source.root(), transforms, values, remarks);
        sections(root, remarks);
        SamQueues.addTo(root);
        new ReferenceCheck(root, remarks).check();
        Intrinsics intrinsics = new Intrinsics(root, transforms, values, remarks);
        List<Resource> resources = new ResourceReader(root, intrinsics).resources();
        return new Template(resources, intrinsics.names(), remarks, source.misread());
    }

    private static ObjectNode withoutLoops(
            ObjectNode root, Transforms transforms, Values values, Remarks remarks) {
        if (!ForEach.isIn(root)) {
            return root;
        }
        if (!transforms.languageExtensions()) {
            throw new TemplateException(
                    Place.TEMPLATE, "Fn::ForEach needs the transform AWS::LanguageExtensions.");
        }
        Intrinsics intrinsics = new Intrinsics(root, transforms, values, remarks);
        return (ObjectNode) new ForEach(intrinsics::resolve).expanded(root, Place.TEMPLATE);
    }

    private static void sections(ObjectNode root, Remarks remarks) {
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            String name = section.getKey();
            Place place = new Place("", name);
            if (NOTED_SECTIONS.contains(name)) {
                remarks.note(place, "not checked here.");
            } else if (name.equals("Fn::Transform")) {
                remarks.error(
                        place,
                        "it is not run here, and could change this: write its result instead.");
            } else if (!SECTIONS.contains(name)) {
                remarks.error(place, "there is no such section.");
            }
        }
        if (root.path("Resources").isEmpty()) {
            remarks.error(new Place("", "Resources"), "there are none.");
        }
    }
}
