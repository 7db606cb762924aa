package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.model.AttributeType;
import dev.mailroom.local.model.KeyAttribute;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the keys of a table and its indexes, whose types are defined once for the whole table. */
record KeyReader(Map<String, AttributeType> types) {

    private static final PropertyRules ATTRIBUTE =
            PropertyRules.reading("AttributeName", "AttributeType");
    private static final PropertyRules KEY = PropertyRules.reading("AttributeName", "KeyType");
    private static final PropertyRules PRIMARY_KEY = PropertyRules.reading("Name", "Type");
    private static final List<String> KEY_TYPES = List.of("HASH", "RANGE");

    static KeyReader of(Block table) {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        for (Block attribute : table.blocks("AttributeDefinitions")) {
            attribute.check(ATTRIBUTE);
            String code = attribute.text("AttributeType");
            types.put(
                    attribute.text("AttributeName"),
                    Stream.of(AttributeType.values())
                            .filter(type -> type.code().equals(code))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            attribute
                                                    .place()
                                                    .at("AttributeType")
                                                    .fault(
                                                            "must be S, N or B, was '"
                                                                    + code
                                                                    + "'.")));
        }
        return new KeyReader(types);
    }

    KeyAttribute partitionKey(Block tableOrIndex) {
        @Nullable KeyAttribute key = key(tableOrIndex, "HASH");
        if (key == null) {
            throw tableOrIndex.place().at("KeySchema").fault("it has no partition key (HASH).");
        }
        return key;
    }

    @Nullable KeyAttribute sortKey(Block tableOrIndex) {
        return key(tableOrIndex, "RANGE");
    }

    private @Nullable KeyAttribute key(Block tableOrIndex, String keyType) {
        @Nullable KeyAttribute found = null;
        for (Block key : tableOrIndex.blocks("KeySchema")) {
            key.check(KEY);
            String type = key.text("KeyType");
            key.place().at("KeyType").check(KEY_TYPES.contains(type), "must be HASH or RANGE.");
            if (type.equals(keyType)) {
                key.place().check(found == null, "there is another " + keyType + " key.");
                found = key(key);
            }
        }
        return found;
    }

    private KeyAttribute key(Block key) {
        String name = key.text("AttributeName");
        @Nullable AttributeType type = types.get(name);
        if (type == null) {
            throw key.place()
                    .at("AttributeName")
                    .fault("'" + name + "' is not in AttributeDefinitions.");
        }
        return new KeyAttribute(name, type);
    }

    /** Reads the key of a {@code SimpleTable}. */
    static KeyAttribute primaryKey(Block key) {
        key.check(PRIMARY_KEY);
        String name = key.text("Name", "id");
        String type = key.text("Type", "String");
        return switch (type) {
            case "String" -> KeyAttribute.string(name);
            case "Number" -> KeyAttribute.number(name);
            case "Binary" -> KeyAttribute.binary(name);
            default ->
                    throw key.place()
                            .at("Type")
                            .fault("must be String, Number or Binary, was '" + type + "'.");
        };
    }
}
