package dev.mailroom.local.internal.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its oldest entries. */
public final class Bounded<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    public Bounded(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
    }
}
