package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.TargetInput;

/** Reads values that a check needs. A value that the template does not show ends the check. */
final class Known {

    /** Says that the template does not show a value. */
    static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownException(String property) {
            super("the template does not say " + property, null, false, false);
        }
    }

    private Known() {}

    static String text(Block block, String property) {
        return known(block.text(property), property);
    }

    static String text(Block block, String property, String byDefault) {
        return known(block.text(property, byDefault), property);
    }

    static int integer(Block block, String property, int byDefault) {
        if (!block.has(property)) {
            return byDefault;
        }
        String text = text(block, property);
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    property + " must be a whole number, was '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    static boolean flag(Block block, String property, boolean byDefault) {
        return text(block, property, String.valueOf(byDefault)).equalsIgnoreCase("true");
    }

    /** What a target gets. The result of a wildcard in a path is not known. */
    static TargetInput input(TargetBlock target) {
        Block block = target.block();
        JsonNode paths = block.json("InputTransformer").path("InputPathsMap");
        if (paths.toString().contains("*") || block.text("InputPath", "").contains("*")) {
            throw new UnknownException("what a wildcard finds");
        }
        return target.input();
    }

    /** A JSON value, which may be written as a string. */
    static JsonNode document(Block block, String property) {
        JsonNode value = block.json(property);
        if (value.isTextual()) {
            var unused = known(value.asText(), property);
        }
        return block.document(property);
    }

    private static String known(String text, String property) {
        if (Unknown.in(text)) {
            throw new UnknownException(property);
        }
        return text;
    }
}
