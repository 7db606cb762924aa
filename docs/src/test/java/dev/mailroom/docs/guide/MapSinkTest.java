package dev.mailroom.docs.guide;

import static java.util.Objects.requireNonNull;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.SinkContract;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

// region contract
class MapSinkTest extends SinkContract {

    private final Map<IdempotencyKey, Note> notes = new ConcurrentHashMap<>();

    @Override
    protected Sink<Note> sink() {
        return (key, note) ->
                notes.putIfAbsent(key, requireNonNull(note)) == null
                        ? WriteResult.WRITTEN
                        : WriteResult.DUPLICATE;
    }

    @Override
    protected Optional<Note> stored(IdempotencyKey key) {
        return Optional.ofNullable(notes.get(key));
    }
}
// endregion
