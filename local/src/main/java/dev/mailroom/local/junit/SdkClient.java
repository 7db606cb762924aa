package dev.mailroom.local.junit;

import dev.mailroom.local.model.LocalEndpoints;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import java.lang.reflect.InvocationTargetException;

/** Creates clients of the AWS SDK, in whichever version the tests have. */
final class SdkClient {

    private SdkClient() {}

    static SdkAutoCloseable of(Class<?> type, LocalEndpoints endpoints) {
        var builder = (AwsClientBuilder<?, ?>) builder(type);
        builder.endpointOverride(SdkService.of(type).orElseThrow().endpoint(endpoints));
        builder.region(Region.of(endpoints.region()));
        builder.credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
        return (SdkAutoCloseable) builder.build();
    }

    private static Object builder(Class<?> type) {
        try {
            return type.getMethod("builder").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(type.getName() + " has no builder.", e);
        }
    }
}
