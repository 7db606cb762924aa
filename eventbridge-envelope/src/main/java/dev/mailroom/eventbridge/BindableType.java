package dev.mailroom.eventbridge;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.impl.SetterlessProperty;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;

/**
 * Finds the types that Jackson can never bind, by the deserializers that it makes for them: an
 * interface or abstract class without type information, a class without a creator, an {@code
 * Optional} or a {@code java.time} type without its module. Without this check, Jackson would fail
 * only with the first message.
 */
final class BindableType {

    private final Set<JsonDeserializer<?>> seen =
            Collections.newSetFromMap(new IdentityHashMap<>());
    private final EventSelector<?> events;
    private final DeserializationContext context;

    private BindableType(EventSelector<?> events, DeserializationContext context) {
        this.events = events;
        this.context = context;
    }

    /**
     * Refuses events whose detail can never be bound.
     *
     * @throws IllegalStateException if there is a type in it that Jackson cannot bind; it says
     *     which, and where
     */
    static void require(EventSelector<?> events, ObjectMapper mapper) {
        Type type = events.type();
        if (type == Void.class || mapper.getDeserializationConfig().getProblemHandlers() != null) {
            return; // Nothing is bound, or a handler of the user's may know what to do.
        }
        DefaultDeserializationContext context =
                ((DefaultDeserializationContext) mapper.getDeserializationContext())
                        .createDummyInstance(mapper.getDeserializationConfig());
        try {
            JavaType root = mapper.constructType(type);
            new BindableType(events, context)
                    .require(context.findRootValueDeserializer(root), root, "detail");
        } catch (JsonMappingException e) {
            throw new IllegalStateException(
                    "Jackson can never bind the detail of "
                            + events
                            + ": "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private void require(JsonDeserializer<?> deserializer, JavaType type, String path)
            throws JsonMappingException {
        if (!seen.add(deserializer)) {
            return;
        }
        if (deserializer instanceof UnsupportedTypeDeserializer) {
            throw unbindable(path, withoutModule(type));
        }
        if (deserializer instanceof AbstractDeserializer) {
            throw unbindable(path, withoutCreator(type));
        }
        if (deserializer instanceof BeanDeserializerBase bean) {
            if (!bean.getValueInstantiator().canInstantiate()) {
                throw unbindable(path, withoutCreator(type));
            }
            requireProperties(bean, path);
        } else {
            requireContent(deserializer, type, path);
        }
    }

    private void requireProperties(BeanDeserializerBase bean, String path)
            throws JsonMappingException {
        for (Iterator<SettableBeanProperty> all = bean.properties(); all.hasNext(); ) {
            requireProperty(all.next(), path);
        }
        for (Iterator<SettableBeanProperty> all = bean.creatorProperties(); all.hasNext(); ) {
            requireProperty(all.next(), path);
        }
    }

    /**
     * A property that is only read, through the getter of a collection, need not be in a message.
     */
    private void requireProperty(SettableBeanProperty property, String path)
            throws JsonMappingException {
        if (property.hasValueDeserializer()
                && !property.hasValueTypeDeserializer()
                && !(property instanceof SetterlessProperty)) {
            require(
                    property.getValueDeserializer(),
                    property.getType(),
                    path + "." + property.getName());
        }
    }

    private void requireContent(JsonDeserializer<?> deserializer, JavaType type, String path)
            throws JsonMappingException {
        JavaType contentType = type.getContentType();
        if (contentType == null || contentType.getTypeHandler() != null) {
            return; // no content, or content that names its own type
        }
        if (deserializer instanceof ContainerDeserializerBase<?> container) {
            JsonDeserializer<?> content = container.getContentDeserializer();
            if (content != null) {
                require(content, contentType, path + "[*]");
            }
        } else if (deserializer instanceof ReferenceTypeDeserializer) {
            require(context.findRootValueDeserializer(contentType), contentType, path);
        }
    }

    private static String withoutModule(JavaType type) {
        return type.getRawClass().getName()
                + " needs the Jackson module that knows it, such as jackson-datatype-jdk8 or"
                + " jackson-datatype-jsr310, registered with the mapper";
    }

    private static String withoutCreator(JavaType type) {
        return type.getRawClass().getName()
                + " needs a constructor or @JsonCreator that Jackson can call, or the mapper a"
                + " deserializer for it";
    }

    private IllegalStateException unbindable(String path, String problem) {
        return new IllegalStateException(
                "Jackson can never bind " + path + " of " + events + ": " + problem);
    }
}
