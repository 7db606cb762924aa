package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

/** What a publisher says that is told to look for its bus, and does not find it. */
class CheckedBusTest {

    private final EventBridgeClient client = mock(EventBridgeClient.class);

    @Test
    void aMissingPermissionIsNamed() {
        whenAsked(
                EventBridgeException.builder()
                        .statusCode(400)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("AccessDeniedException")
                                        .build())
                        .message("s3cret")
                        .build());

        assertThatIllegalStateException()
                .isThrownBy(() -> EventPublisher.builder(client).bus("plant").checkBus().build())
                .withMessage(
                        "the event bus \"plant\" cannot be checked: allow the function's role"
                                + " events:DescribeEventBus on the bus, or leave out checkBus()");
        assertThatIllegalStateException()
                .isThrownBy(() -> EventPublisher.builder(client).checkBus().build())
                .withMessageStartingWith("the default event bus cannot be checked: ");
    }

    @Test
    void whatMayPassIsThrownAsItIs() {
        SdkClientException unreachable = SdkClientException.create("unreachable");
        whenAsked(unreachable);

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> EventPublisher.builder(client).checkBus().build())
                .isSameAs(unreachable);

        EventBridgeException internal =
                (EventBridgeException) EventBridgeException.builder().statusCode(500).build();
        whenAsked(internal);

        assertThatExceptionOfType(EventBridgeException.class)
                .isThrownBy(() -> EventPublisher.builder(client).checkBus().build())
                .isSameAs(internal);
    }

    @Test
    void credentialsThatAreRefusedAreNoMissingPermission() {
        AwsServiceException expired =
                EventBridgeException.builder()
                        .statusCode(403)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("ExpiredTokenException")
                                        .build())
                        .build();
        whenAsked(expired);

        assertThatExceptionOfType(EventBridgeException.class)
                .isThrownBy(() -> EventPublisher.builder(client).checkBus().build())
                .isSameAs(expired);
    }

    @Test
    void withoutTheCheckNobodyIsAsked() {
        EventBridgeClient unasked =
                mock(
                        EventBridgeClient.class,
                        call -> {
                            if (call.getMethod().getName().equals("describeEventBus")) {
                                throw new AssertionError("asked");
                            }
                            return null;
                        });

        EventPublisher.builder(unasked).bus("plant").build();
    }

    private void whenAsked(Exception failure) {
        when(client.describeEventBus(any(DescribeEventBusRequest.class))).thenThrow(failure);
    }
}
