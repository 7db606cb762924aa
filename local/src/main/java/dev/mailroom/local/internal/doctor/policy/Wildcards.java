package dev.mailroom.local.internal.doctor.policy;

import dev.mailroom.local.internal.template.language.Unknown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Matches texts of policies, in which {@code *} and {@code ?} are wildcards. */
final class Wildcards {

    private static final int PARTS_OF_ARN = 6;

    private Wildcards() {}

    static Verdict same(String value, String text) {
        if (value.equals(text)) {
            return Verdict.YES;
        }
        if (Unknown.in(text)) {
            return Verdict.MAYBE;
        }
        return Unknown.in(value) && matchesAround(value, text, false) ? Verdict.MAYBE : Verdict.NO;
    }

    static Verdict like(String pattern, String text) {
        if (pattern.equals(text)) {
            return Verdict.YES;
        }
        if (Unknown.in(text)) {
            return pattern.equals("*") ? Verdict.YES : Verdict.MAYBE;
        }
        if (!matchesAround(pattern, text, true)) {
            return Verdict.NO;
        }
        return Unknown.in(pattern) ? Verdict.MAYBE : Verdict.YES;
    }

    /** Matches ARNs, each of their six parts separately. */
    static Verdict likeArn(String pattern, String arn) {
        List<String> patterns = parts(pattern);
        List<String> parts = parts(arn);
        if (patterns.size() != parts.size() || Unknown.in(pattern) || Unknown.in(arn)) {
            return like(pattern, arn);
        }
        Verdict all = Verdict.YES;
        for (int i = 0; i < parts.size(); i++) {
            all = all.and(like(patterns.get(i), parts.get(i)));
        }
        return all;
    }

    private static List<String> parts(String arn) {
        return List.of(arn.split(":", PARTS_OF_ARN));
    }

    private static boolean matchesAround(String pattern, String text, boolean wildcards) {
        List<String> parts = new ArrayList<>();
        for (String part : Unknown.around(pattern)) {
            String quoted = Pattern.quote(part);
            parts.add(wildcards ? quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") : quoted);
        }
        return Pattern.compile(String.join(".*", parts), Pattern.DOTALL).matcher(text).matches();
    }
}
