package dev.mailroom.local.internal.doctor.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * What a role allows its holder.
 *
 * @param complete whether the template shows all of its policies
 */
public record Grants(List<Statement> statements, boolean complete) {

    /** The grants of a role that the template does not show. */
    public static final Grants UNKNOWN = new Grants(List.of(), false);

    public static final Grants NONE = new Grants(List.of(), true);

    public Grants and(Grants others) {
        List<Statement> all = new ArrayList<>(statements);
        all.addAll(others.statements);
        return new Grants(all, complete && others.complete);
    }

    public Verdict let(Access access) {
        Verdict verdict = Statement.allow(statements, access);
        return complete ? verdict : verdict.or(Verdict.MAYBE);
    }
}
