package dev.mailroom.local.internal.template.language;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a template takes from elsewhere: exports of other stacks, parameters of Systems
 * Manager, secrets. The user gives them; without a value there is a placeholder, with a note.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
 *     references</a>
 */
final class References {

    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:([^}]+)}}");

    private final Values values;
    private final Remarks remarks;
    private final Set<String> noted = new HashSet<>();
    private final Set<String> placeholders = new HashSet<>();

    References(Values values, Remarks remarks) {
        this.values = values;
        this.remarks = remarks;
    }

    /** Whether a missing value is unknown instead of a placeholder. */
    boolean marksUnknown() {
        return values.marksUnknown();
    }

    String imported(String export, Place place) {
        String value = values.imports().get(export);
        if (value != null) {
            return value;
        }
        if (marksUnknown()) {
            return Unknown.of(export);
        }
        String placeholder = lastWord(export);
        String what = "the export '" + export + "' of another stack";
        return noted(placeholder, what, "importedValue", place);
    }

    /** The text with a value in place of each dynamic reference. */
    String replaced(String text, Place place) {
        Matcher reference = DYNAMIC.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (reference.find()) {
            String value = resolved(reference.group(1), place);
            reference.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(replaced).toString();
    }

    /** The value of a reference such as {@code ssm:/a/b} or {@code ssm:/a/b:1}. */
    String resolved(String reference, Place place) {
        String unversioned = reference.replaceFirst("^(ssm(?:-secure)?:[^:]+):[0-9]+$", "$1");
        String value =
                values.resolved().getOrDefault(reference, values.resolved().get(unversioned));
        if (value != null) {
            return value;
        }
        if (marksUnknown()) {
            return Unknown.of(unversioned);
        }
        String placeholder = lastWord(unversioned);
        return noted(placeholder, "{{resolve:" + reference + "}}", "resolvedValue", place);
    }

    /** Whether a value is a placeholder. */
    boolean isPlaceholder(String value) {
        return placeholders.contains(value);
    }

    void placeholder(String value) {
        placeholders.add(value);
    }

    private String noted(String placeholder, String what, String method, Place place) {
        placeholder(placeholder);
        if (noted.add(what)) {
            remarks.note(
                    place,
                    "'"
                            + placeholder
                            + "' stands for "
                            + what
                            + ": give it a value with "
                            + method
                            + ".");
        }
        return placeholder;
    }

    private static String lastWord(String name) {
        return name.replaceFirst("[/:]+$", "")
                .replaceFirst(".*[/:]", "")
                .replaceAll("[^A-Za-z0-9_-]", "-");
    }
}
