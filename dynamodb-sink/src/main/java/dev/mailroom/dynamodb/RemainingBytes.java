package dev.mailroom.dynamodb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes what remains of a buffer. Jackson's own serializer begins at the start of a buffer that is
 * direct or read-only, whatever its position.
 */
final class RemainingBytes extends StdSerializer<ByteBuffer> {

    private static final long serialVersionUID = 1L;

    RemainingBytes() {
        super(ByteBuffer.class);
    }

    SimpleModule module() {
        return new SimpleModule("mailroom").addSerializer(this);
    }

    @Override
    public void serialize(ByteBuffer buffer, JsonGenerator generator, SerializerProvider provider)
            throws IOException {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        generator.writeBinary(bytes);
    }
}
