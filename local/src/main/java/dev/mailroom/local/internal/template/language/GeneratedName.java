package dev.mailroom.local.internal.template.language;

import java.util.Locale;

/**
 * How a resource is called that does not name itself. CloudFormation adds the name of the stack and
 * random letters; here it is the logical id, as far as that is possible.
 *
 * @param property the property with which a resource names itself
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
        // Two long ids that begin alike are two names.
        String tail = String.format(Locale.ROOT, "-%08X", id.hashCode());
        return id.substring(0, longest - suffix.length() - tail.length()) + tail + suffix;
    }
}
