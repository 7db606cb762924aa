package dev.mailroom.local.internal.template.language;

import java.util.Locale;

/**
 * The name of a resource that does not set its own. CloudFormation adds the name of the stack and
 * random letters; here it is the logical id, as far as possible.
 *
 * @param property the property that sets the name
 */
public record GeneratedName(String property, int shortest, int longest) {

    public String of(String id, boolean isFifo) {
        String suffix = isFifo ? ".fifo" : "";
        if (id.length() < shortest) {
            return Pseudo.STACK + "-" + id + suffix;
        }
        if (id.length() + suffix.length() <= longest) {
            return id + suffix;
        }
        // Two long ids that begin alike must become two names.
        String tail = String.format(Locale.ROOT, "-%08X", id.hashCode());
        return id.substring(0, longest - suffix.length() - tail.length()) + tail + suffix;
    }
}
