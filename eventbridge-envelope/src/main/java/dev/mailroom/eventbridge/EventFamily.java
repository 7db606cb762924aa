package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Several types of events for one handler: the same detail under several detail-types, or the
 * members of a sealed interface.
 *
 * <pre>{@code
 * sealed interface OrderEvent permits Placed, Cancelled {}
 *
 * static final EventFamily<OrderEvent> ORDERS =
 *         EventFamily.of(
 *                 OrderEvent.class,
 *                 EventType.of("my.shop", "OrderPlaced", Placed.class),
 *                 EventType.of("my.shop", "OrderCancelled", Cancelled.class));
 * }</pre>
 *
 * <p>A sealed family is complete: each class that it permits has a type of events, so a new member
 * cannot be forgotten.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <F> what the details have in common
 */
public final class EventFamily<F> {

    private final List<EventType<? extends F>> types;

    private EventFamily(List<EventType<? extends F>> types) {
        this.types = types;
    }

    /**
     * Returns the family of these types.
     *
     * @param family what the details have in common
     * @param types the types of events, one or more
     * @param <F> what the details have in common
     * @return the family
     * @throws IllegalArgumentException if there is no type, or if the family is sealed and permits
     *     a class that has none
     */
    @SafeVarargs
    public static <F> EventFamily<F> of(Class<F> family, EventType<? extends F>... types) {
        List<EventType<? extends F>> members = new ArrayList<>(types.length);
        Set<Type> bound = new HashSet<>();
        for (EventType<? extends F> type : types) {
            members.add(requireNonNull(type, "type"));
            bound.add(type.type());
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a family needs at least one type of events");
        }
        for (Class<?> member : concrete(requireNonNull(family, "family"))) {
            if (!bound.contains(member)) {
                throw new IllegalArgumentException(
                        family.getName()
                                + " permits "
                                + member.getName()
                                + ", which has no type of events in its family");
            }
        }
        return new EventFamily<>(List.copyOf(members));
    }

    /**
     * Returns the types of events.
     *
     * @return the types, in the order in which they were given
     */
    public List<EventType<? extends F>> types() {
        return types;
    }

    /** Names the types. */
    @Override
    public String toString() {
        return types.toString();
    }

    /** The classes that a sealed family ends in; none if it is not sealed. */
    private static List<Class<?>> concrete(Class<?> family) {
        List<Class<?>> classes = new ArrayList<>();
        if (family.isSealed()) {
            for (Class<?> permitted : family.getPermittedSubclasses()) {
                if (permitted.isSealed()) {
                    classes.addAll(concrete(permitted));
                } else {
                    classes.add(permitted);
                }
            }
        }
        return classes;
    }
}
