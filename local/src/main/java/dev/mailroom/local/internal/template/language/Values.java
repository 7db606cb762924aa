package dev.mailroom.local.internal.template.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The values that a user gives to a template.
 *
 * @param parameters the values of its parameters
 * @param imports the values of {@code Fn::ImportValue}, by the name of the export
 * @param resolved the values of dynamic references and SSM parameters, such as {@code ssm:/a/b}
 * @param marksUnknown whether a missing value is {@link Unknown} instead of a placeholder
 */
public record Values(
        Map<String, String> parameters,
        Map<String, String> imports,
        Map<String, String> resolved,
        boolean marksUnknown) {

    public static final Values NONE = new Values(Map.of(), Map.of(), Map.of(), false);

    public Values parameter(String name, String value) {
        return new Values(with(parameters, name, value), imports, resolved, marksUnknown);
    }

    public Values imported(String export, String value) {
        return new Values(parameters, with(imports, export, value), resolved, marksUnknown);
    }

    public Values resolved(String reference, String value) {
        return new Values(parameters, imports, with(resolved, reference, value), marksUnknown);
    }

    /** The same values, with missing ones marked as unknown. */
    public Values markingUnknown() {
        return new Values(parameters, imports, resolved, true);
    }

    /** The map with one more entry. */
    public static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> all = new HashMap<>(map);
        all.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return Map.copyOf(all);
    }
}
