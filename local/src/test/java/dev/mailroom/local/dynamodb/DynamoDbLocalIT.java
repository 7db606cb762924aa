package dev.mailroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.TestSystem;
import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalTable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;

class DynamoDbLocalIT {

    private static DynamoDbLocal dynamoDb;
    private static AwsJson client;

    @BeforeAll
    static void start() {
        dynamoDb = DynamoDbLocal.start(TestSystem.dynamoDbClassPathFile());
        client = AwsJson.dynamoDb(dynamoDb.endpoint());
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
        dynamoDb.close();
    }

    @Test
    void aTableTakesItemsAtOnce() throws Exception {
        dynamoDb.createTable(
                LocalTable.of("Signups").partitionKey("userId").timeToLive("expiresAt"));

        client.call(
                "PutItem",
                Json.read("{\"TableName\":\"Signups\",\"Item\":{\"userId\":{\"S\":\"u1\"}}}"));

        JsonNode item =
                client.call(
                        "GetItem",
                        Json.read(
                                "{\"TableName\":\"Signups\",\"Key\":{\"userId\":{\"S\":\"u1\"}}}"));
        assertThat(Json.write(item)).isEqualTo("{\"Item\":{\"userId\":{\"S\":\"u1\"}}}");
        ObjectNode table = Json.object().put("TableName", "Signups");
        assertThat(Json.write(client.call("DescribeTimeToLive", table)))
                .isEqualTo(
                        "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"ENABLED\",\"AttributeName\":\"expiresAt\"}}");
    }

    @Test
    void aTableThatIsThereAlreadyIsNamed() {
        LocalTable table = LocalTable.of("Twice");
        dynamoDb.createTable(table);

        assertThatIllegalStateException()
                .isThrownBy(() -> dynamoDb.createTable(table))
                .withMessageStartingWith(
                        "Table 'Twice': dynamodb CreateTable: HTTP 400 ResourceInUseException: ");
    }

    @Test
    void nobodyOutsideThisMachineReachesIt() throws Exception {
        assertThat(dynamoDb.endpoint().getHost()).isEqualTo("127.0.0.1");
        for (InetAddress address : otherAddresses()) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(
                                () ->
                                        socket.connect(
                                                new InetSocketAddress(
                                                        address, dynamoDb.endpoint().getPort()),
                                                1_000))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void aMissingClassPathFileIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamoDbLocal.start(Path.of("no-such.classpath")))
                .withMessage(
                        "DynamoDB Local: the class path file no-such.classpath does not exist.");
    }

    private static List<InetAddress> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
