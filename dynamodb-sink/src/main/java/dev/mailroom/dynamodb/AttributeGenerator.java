package dev.mailroom.dynamodb;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.IOContext;

import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what Jackson writes into attributes, exactly or not at all: a value that DynamoDB would
 * refuse or change is poison.
 */
final class AttributeGenerator extends GeneratorBase {

    /** The elements of an array, or the properties of an object. */
    private sealed interface Container {}

    private record Elements(List<AttributeValue> values) implements Container {}

    private record Properties(Map<String, AttributeValue> values) implements Container {}

    private static final int NO_FEATURES = 0;

    private final boolean sortsSets;
    private final Deque<Container> open = new ArrayDeque<>();
    private @Nullable Map<String, AttributeValue> written;

    /**
     * Creates a generator for one item.
     *
     * @param codec writes values that serializers leave to it
     * @param sortsSets whether sets are written in an order that does not depend on their iteration
     */
    AttributeGenerator(ObjectCodec codec, boolean sortsSets) {
        super(NO_FEATURES, codec, (IOContext) null);
        this.sortsSets = sortsSets;
    }

    /** The item, or null if it was not an object. */
    @Nullable Map<String, AttributeValue> written() {
        return written;
    }

    @Override
    public void writeStartObject() throws IOException {
        begin(new Properties(new LinkedHashMap<>()));
        _writeContext = _writeContext.createChildObjectContext();
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        if (!Names.isUtf8(name)) {
            throw new PoisonMessageException(
                    "the name of an attribute has half a surrogate pair, which UTF-8 cannot encode");
        }
        _writeContext.writeFieldName(name);
    }

    @Override
    public void writeEndObject() {
        Map<String, AttributeValue> properties = ((Properties) open.pop()).values();
        _writeContext = _writeContext.clearAndGetParent();
        if (open.isEmpty()) {
            written = properties;
        } else {
            add(AttributeValue.fromM(properties));
        }
    }

    @Override
    public void writeStartArray() throws IOException {
        begin(new Elements(new ArrayList<>()));
        _writeContext = _writeContext.createChildArrayContext();
    }

    @Override
    public void writeEndArray() {
        List<AttributeValue> elements = ((Elements) open.pop()).values();
        if (sortsSets && _writeContext.getCurrentValue() instanceof Set) {
            elements.sort(Comparator.comparing(Fingerprint::digest));
        }
        _writeContext = _writeContext.clearAndGetParent();
        add(AttributeValue.fromL(elements));
    }

    private void begin(Container container) {
        next();
        requireDepth();
        open.push(container);
    }

    /** An attribute is the first level, what it holds is the next. */
    private void requireDepth() {
        if (open.size() > ItemSize.MAX_DEPTH) {
            throw new PoisonMessageException(
                    "attribute \""
                            + topLevelName()
                            + "\" is nested more than "
                            + ItemSize.MAX_DEPTH
                            + " levels deep; DynamoDB stores at most "
                            + ItemSize.MAX_DEPTH);
        }
    }

    /** Moves to the place of the next value. */
    private void next() {
        _writeContext.writeValue();
    }

    private void add(AttributeValue value) {
        requireDepth();
        if (open.peek() instanceof Elements elements) {
            elements.values().add(value);
        } else if (open.peek() instanceof Properties properties
                && properties.values().put(_writeContext.getCurrentName(), value) != null) {
            throw refuse("occurs twice");
        }
    }

    @Override
    public void writeNull() {
        next();
        if (!_writeContext.inObject()) {
            add(AttributeValue.fromNul(true));
        }
    }

    @Override
    public void writeString(String text) {
        next();
        if (!Names.isUtf8(text)) {
            throw refuse(
                    "has half a surrogate pair, which UTF-8 cannot encode; DynamoDB would not keep it");
        }
        add(AttributeValue.fromS(text));
    }

    @Override
    public void writeString(char[] buffer, int offset, int length) {
        writeString(new String(buffer, offset, length));
    }

    @Override
    public void writeBoolean(boolean state) {
        next();
        add(AttributeValue.fromBool(state));
    }

    @Override
    public void writeNumber(int number) {
        writeNumber((long) number);
    }

    @Override
    public void writeNumber(long number) {
        next();
        add(AttributeValue.fromN(Long.toString(number)));
    }

    @Override
    public void writeNumber(BigInteger number) {
        writeNumber(new BigDecimal(number));
    }

    @Override
    public void writeNumber(double number) {
        writeNumber(Double.toString(number));
    }

    @Override
    public void writeNumber(float number) {
        writeNumber(Float.toString(number));
    }

    @Override
    public void writeNumber(String number) {
        if (ItemNumber.isFinite(number)) {
            writeNumber(new BigDecimal(number));
        } else {
            next();
            throw refuse("is not finite; DynamoDB stores finite numbers");
        }
    }

    @Override
    public void writeNumber(BigDecimal number) {
        next();
        String refusal = ItemNumber.refusal(number);
        if (refusal != null) {
            throw refuse(refusal);
        }
        add(AttributeValue.fromN(number.signum() == 0 ? "0" : number.toString()));
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] bytes, int offset, int length) {
        addBinary(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** Jackson calls this for a direct or read-only buffer. */
    @Override
    public int writeBinary(Base64Variant variant, InputStream bytes, int length)
            throws IOException {
        byte[] read = bytes.readAllBytes();
        addBinary(read);
        return read.length;
    }

    private void addBinary(byte[] bytes) {
        next();
        add(AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes)));
    }

    @Override
    public void writeRaw(String text) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(String text, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char character) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRawUTF8String(byte[] text, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeUTF8String(byte[] text, int offset, int length) {
        writeString(new String(text, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {}

    @Override
    protected void _releaseBuffers() {}

    @Override
    protected void _verifyValueWrite(String what) {}

    private PoisonMessageException refuse(String reason) {
        return new PoisonMessageException("attribute \"" + path(_writeContext) + "\" " + reason);
    }

    private static String path(JsonStreamContext place) {
        if (place.inRoot()) {
            return "";
        }
        String parent = path(place.getParent());
        if (place.inArray()) {
            return parent + "[" + place.getCurrentIndex() + "]";
        }
        return parent.isEmpty() ? place.getCurrentName() : parent + "." + place.getCurrentName();
    }

    private String topLevelName() {
        JsonStreamContext place = _writeContext;
        while (!place.getParent().inRoot()) {
            place = place.getParent();
        }
        return place.getCurrentName();
    }
}
