package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** C35: a snapshot holds neither connections nor credentials, so priming sends nothing. */
class PrimingTest {

    @Test
    void aSinkAndAGuardGetReadyWithoutTheirClient() {
        DynamoDbClient client = mock();
        DynamoDbSink<String> sink =
                DynamoDbSink.<String>builder("Signups").key("id").client(client).build();
        DynamoDbIdempotencyGuard guard =
                DynamoDbIdempotencyGuard.builder("Effects").client(client).build();

        sink.prime();
        guard.prime();

        verify(client, atLeast(0)).serviceClientConfiguration();
        verifyNoMoreInteractions(client);
    }

    @Test
    void theSampleIsAnsweredOnTheSpot() {
        assertThat(SampleRequest.send().sdkHttpResponse().statusCode()).isEqualTo(200);
    }
}
