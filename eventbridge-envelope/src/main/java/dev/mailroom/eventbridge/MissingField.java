package dev.mailroom.eventbridge;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;

import org.jspecify.annotations.Nullable;

/** The field that a type's own constructor has refused to do without. */
final class MissingField {

    private MissingField() {}

    /**
     * Returns the name, in JSON, of the property that the constructor's null check names; null if
     * it names none. Other texts are not looked at: they may quote the payload.
     */
    static @Nullable String of(JsonMappingException e, ObjectReader reader) {
        if (e instanceof ValueInstantiationException refusal
                && e.getCause() instanceof NullPointerException check) {
            BeanDescription type = reader.getConfig().introspect(refusal.getType());
            for (BeanPropertyDefinition property : type.findProperties()) {
                if (property.getName().equals(check.getMessage())
                        || property.getInternalName().equals(check.getMessage())) {
                    return property.getName();
                }
            }
        }
        return null;
    }
}
