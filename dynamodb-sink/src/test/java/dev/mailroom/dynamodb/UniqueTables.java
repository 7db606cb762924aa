package dev.mailroom.dynamodb;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives the tables of a test names of their own, on a server that others use too. */
final class UniqueTables implements ExecutionInterceptor {

    private final Map<String, String> names = new HashMap<>();

    UniqueTables(Collection<String> tables) {
        String suffix = "-mailroom-test-" + UUID.randomUUID();
        tables.forEach(table -> names.put(table, table + suffix));
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes unused) {
        return (SdkRequest) renamed(context.request());
    }

    private SdkPojo renamed(SdkPojo part) {
        SdkBuilder<?, ?> builder = ((ToCopyableBuilder<?, ?>) part).toBuilder();
        for (SdkField<?> field : part.sdkFields()) {
            Object value = field.getValueOrDefault(part);
            switch (field.memberName()) {
                case "TableName" ->
                        field.set(builder, names.getOrDefault((String) value, (String) value));
                case "Statement" -> field.set(builder, statement((String) value));
                case "Put", "Update", "Delete", "ConditionCheck" -> {
                    if (value != null) {
                        field.set(builder, renamed((SdkPojo) value));
                    }
                }
                case "TransactItems", "Statements" -> {
                    List<SdkPojo> parts = new ArrayList<>();
                    ((List<?>) value).forEach(each -> parts.add(renamed((SdkPojo) each)));
                    field.set(builder, parts);
                }
                default -> {}
            }
        }
        return (SdkPojo) builder.build();
    }

    private String statement(String text) {
        String renamed = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replace('"' + name.getKey() + '"', '"' + name.getValue() + '"');
        }
        return renamed;
    }
}
