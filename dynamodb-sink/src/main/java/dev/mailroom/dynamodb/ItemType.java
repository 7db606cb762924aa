package dev.mailroom.dynamodb;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.ContainerSerializer;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Looks for types that Jackson can never write, such as a {@code java.time} value without its
 * module, in the class of an item and in those of its properties.
 */
final class ItemType {

    private final Class<?> item;
    private final SerializerProvider serializers;
    private final Set<JavaType> seen = new HashSet<>();

    private ItemType(Class<?> item, ObjectMapper mapper) {
        this.item = item;
        this.serializers = mapper.getSerializerProviderInstance();
    }

    /**
     * Requires that no declared type is one that cannot be written; what a property of an open type
     * holds is only known when it is written.
     */
    static void requireWritable(Class<?> item, ObjectMapper mapper) {
        ItemType type = new ItemType(item, mapper);
        type.look(null, mapper.constructType(item), "");
    }

    /**
     * Looks at a type and what it holds; a serializer of its own takes precedence over that of its
     * type.
     */
    private void look(@Nullable JsonSerializer<?> own, JavaType type, String path) {
        if (!seen.add(type)) {
            return;
        }
        JsonSerializer<?> serializer = own == null ? serializer(type, path) : own;
        if (serializer instanceof UnsupportedTypeSerializer) {
            String reason = type.getRawClass().getName() + " needs a module that the mapper lacks";
            throw refusal(path, reason, null);
        }
        if (serializer instanceof ContainerSerializer<?> container) {
            look(container.getContentSerializer(), type.getContentType(), path);
        }
        for (Iterator<PropertyWriter> it = serializer.properties(); it.hasNext(); ) {
            if (it.next() instanceof BeanPropertyWriter property) {
                String place = path + "." + property.getName();
                look(property.getSerializer(), property.getType(), place);
            }
        }
    }

    private JsonSerializer<?> serializer(JavaType type, String path) {
        try {
            return serializers.findValueSerializer(type, (BeanProperty) null);
        } catch (JsonMappingException e) {
            throw refusal(path, "see the cause", e);
        }
    }

    private IllegalArgumentException refusal(
            String path, String reason, @Nullable Exception cause) {
        String place = path.isEmpty() ? "" : ", attribute \"" + path.substring(1) + "\"";
        return new IllegalArgumentException(
                "items of " + item.getName() + place + " cannot be written: " + reason, cause);
    }
}
