package dev.mailroom.local.junit;

import dev.mailroom.local.model.LocalEndpoints;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** A service with clients in the AWS SDK. This class does not need the SDK on the class path. */
enum SdkService {
    SQS("sqs"),
    DYNAMODB("dynamodb"),
    EVENT_BRIDGE("events");

    private static final String PACKAGE = "software.amazon.awssdk.services.";

    private final String name;

    SdkService(String name) {
        this.name = name;
    }

    /** The service of a client, if the type is a client of one of these services. */
    static Optional<SdkService> of(Class<?> client) {
        if (!client.getName().startsWith(PACKAGE)) {
            return Optional.empty();
        }
        try {
            Object name = client.getField("SERVICE_NAME").get(null);
            return Stream.of(values()).filter(service -> service.name.equals(name)).findFirst();
        } catch (NoSuchFieldException e) {
            return Optional.empty(); // not a client, but another class of the SDK
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(client + " does not let its name be read.", e);
        }
    }

    URI endpoint(LocalEndpoints endpoints) {
        return switch (this) {
            case SQS -> endpoints.sqs();
            case DYNAMODB -> endpoints.dynamoDb();
            case EVENT_BRIDGE -> endpoints.eventBridge();
        };
    }
}
