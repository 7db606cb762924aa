package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.crac.Context;
import org.crac.Resource;

import java.util.ArrayList;
import java.util.List;

/** Primes the parts of a function before its snapshot (C35). */
final class Priming implements Resource {

    private final List<Primable> parts;

    private Priming(List<Primable> parts) {
        this.parts = parts;
    }

    /** The context holds it weakly, so the part that is primed holds it. */
    static Priming registered(Context<Resource> context, Primable handler, Primable... parts) {
        List<Primable> all = new ArrayList<>();
        all.add(handler);
        for (Primable part : parts) {
            all.add(requireNonNull(part, "part"));
        }
        Priming priming = new Priming(all);
        context.register(priming);
        return priming;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
        for (Primable part : parts) {
            part.prime();
        }
    }

    /** Nothing that was made before the snapshot goes stale. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
