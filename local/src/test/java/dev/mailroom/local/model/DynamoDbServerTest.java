package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;

class DynamoDbServerTest {

    private static final URI ENDPOINT = URI.create("http://localhost:8000");
    private static final Path FILE = Path.of("dynoxide");

    @Test
    void whatOneLeavesOpenAnotherNames() {
        DynamoDbServer code = DynamoDbServer.executable(FILE);
        DynamoDbServer properties = DynamoDbServer.of(ENDPOINT.toString(), "other");

        assertThat(code.or(properties)).isEqualTo(new DynamoDbServer(ENDPOINT, FILE));
        assertThat(DynamoDbServer.NOT_NAMED.or(properties)).isEqualTo(properties);
        assertThat(DynamoDbServer.of("", null)).isEqualTo(DynamoDbServer.NOT_NAMED);
        assertThat(DynamoDbServer.NOT_NAMED.isNamed()).isFalse();
        assertThat(code.isNamed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "/tmp/x", "http:///path", "ftp://localhost"})
    void anEndpointIsAUrl(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamoDbServer.of(endpoint, null))
                .withMessage(
                        "DynamoDB endpoint: must be a URL such as http://localhost:8000, was '"
                                + endpoint
                                + "'.");
    }
}
