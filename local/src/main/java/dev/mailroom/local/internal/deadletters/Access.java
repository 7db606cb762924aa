package dev.mailroom.local.internal.deadletters;

import dev.mailroom.local.internal.support.LocalAccount;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * How to reach SQS: like the AWS CLI, with the SDK's chain of credentials and regions. A local run
 * needs no credentials.
 *
 * @param endpoint of a local run, or null for AWS
 * @param region or null for that of the profile or the environment
 * @param profile in AWS's configuration files, or null for the default one
 */
public record Access(@Nullable URI endpoint, @Nullable String region, @Nullable String profile) {

    // Whatever begins with 127 is this machine.
    private static final Pattern THIS_MACHINE =
            Pattern.compile("127(\\.\\d+){3}|localhost|\\[::1]");

    SqsClient client() {
        SqsClientBuilder builder = SqsClient.builder();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (endpoint != null && isOnThisMachine(endpoint)) {
            return builder.region(Region.of(region == null ? LocalAccount.REGION : region))
                    .credentialsProvider(
                            StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("local", "local")))
                    .build();
        }
        return builder.region(chosenRegion())
                .credentialsProvider(
                        DefaultCredentialsProvider.builder().profileName(profile).build())
                .build();
    }

    private static boolean isOnThisMachine(URI endpoint) {
        return THIS_MACHINE.matcher(String.valueOf(endpoint.getHost())).matches();
    }

    private Region chosenRegion() {
        return region != null
                ? Region.of(region)
                : DefaultAwsRegionProviderChain.builder()
                        .profileFile(ProfileFile::defaultProfileFile)
                        .profileName(profile)
                        .build()
                        .getRegion();
    }
}
