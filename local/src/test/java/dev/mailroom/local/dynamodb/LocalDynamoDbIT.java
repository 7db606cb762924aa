package dev.mailroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.Projection;
import dev.mailroom.local.model.SecondaryIndex;
import dev.mailroom.local.model.StreamView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

class LocalDynamoDbIT {

    private static final SecondaryIndex BY_NAME =
            SecondaryIndex.global("byName", KeyAttribute.string("name"));

    private static LocalDynamoDb dynamoDb;
    private static AwsJson client;

    @BeforeAll
    static void start() {
        dynamoDb = LocalDynamoDb.start();
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
    void aTableThatIsThereAlreadyStaysAndOneWithOtherKeysIsAMistake() {
        LocalTable table = LocalTable.of("Twice").index(BY_NAME);
        dynamoDb.createTable(table);

        dynamoDb.createTable(table);
        assertThatIllegalStateException()
                .isThrownBy(() -> dynamoDb.createTable(table.sortKey("sk")))
                .withMessage("Table 'Twice': it is there already, with other keys");
    }

    @Test
    void nobodyOutsideThisMachineReachesIt() throws Exception {
        assertThat(InetAddress.getByName(dynamoDb.endpoint().getHost()).isLoopbackAddress())
                .isTrue();
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
    void aTableWithIndexesIsFoundThroughThem() throws Exception {
        dynamoDb.createTable(
                LocalTable.of("Orders")
                        .partitionKey("pk")
                        .sortKey(KeyAttribute.number("sk"))
                        .index(
                                SecondaryIndex.global(
                                        "byCustomer",
                                        KeyAttribute.string("customer"),
                                        KeyAttribute.binary("token")))
                        .index(
                                SecondaryIndex.local("byStatus", KeyAttribute.string("status"))
                                        .projection(Projection.KEYS_ONLY))
                        .provisioned(5, 6)
                        .stream(StreamView.NEW_IMAGE));
        client.call(
                "PutItem",
                Json.read(
                        """
                        {"TableName": "Orders", "Item": {"pk": {"S": "o-1"}, "sk": {"N": "7"},
                         "customer": {"S": "ada"}, "token": {"B": "AQI="}, "status": {"S": "open"},
                         "pieces": {"N": "3"}}}
                        """));

        assertThat(query("byCustomer", "customer", "ada").path("pieces").path("N").asText())
                .isEqualTo("3");
        assertThat(query("byStatus", "pk", "o-1"))
                .isEqualTo(
                        Json.read(
                                """
                                {"pk": {"S": "o-1"}, "sk": {"N": "7"}, "status": {"S": "open"}}
                                """));
        JsonNode table =
                client.call("DescribeTable", Json.object().put("TableName", "Orders"))
                        .path("Table");
        assertThat(table.path("ProvisionedThroughput").path("ReadCapacityUnits").asInt())
                .isEqualTo(5);
        assertThat(table.path("StreamSpecification"))
                .isEqualTo(
                        Json.read("{\"StreamEnabled\": true, \"StreamViewType\": \"NEW_IMAGE\"}"));
    }

    private static JsonNode query(String index, String key, String value) throws Exception {
        ObjectNode request = Json.object().put("TableName", "Orders").put("IndexName", index);
        request.put("KeyConditionExpression", "#k = :v");
        request.putObject("ExpressionAttributeNames").put("#k", key);
        request.putObject("ExpressionAttributeValues").putObject(":v").put("S", value);
        JsonNode items = client.call("Query", request).path("Items");
        assertThat(items).hasSize(1);
        return items.path(0);
    }

    @Test
    void c29AnExpiredItemIsStillRead() throws Exception {
        dynamoDb.createTable(LocalTable.of("Expiring").timeToLive("expiresAt"));
        client.call(
                "PutItem",
                Json.read(
                        """
                        {"TableName": "Expiring",
                         "Item": {"id": {"S": "i"}, "expiresAt": {"N": "1"}}}
                        """));

        JsonNode read =
                client.call(
                        "GetItem",
                        Json.read("{\"TableName\":\"Expiring\",\"Key\":{\"id\":{\"S\":\"i\"}}}"));

        assertThat(read.path("Item").path("expiresAt").path("N").asText()).isEqualTo("1");
    }

    @Test
    void aServerThatIsRunningIsUsedByItsEndpointAndLeftAsItIs() throws Exception {
        LocalTable table = LocalTable.of("Kept");
        try (LocalDynamoDb other = LocalDynamoDb.start(DynamoDbServer.at(dynamoDb.endpoint()))) {
            assertThat(other.endpoint()).isEqualTo(dynamoDb.endpoint());
            other.createTable(table);
        }

        JsonNode tables = client.call("ListTables", Json.object()).path("TableNames");
        assertThat(tables).extracting(JsonNode::asText).contains("Kept");
    }

    @Test
    void anEndpointThatDoesNotAnswerIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                LocalDynamoDb.start(
                                        DynamoDbServer.at(URI.create("http://127.0.0.1:1"))))
                .withMessageStartingWith("DynamoDB at http://127.0.0.1:1 does not answer: ");
    }

    @Test
    void aServerThatDoesNotListenSaysWhy(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "#!/bin/sh\necho out of luck\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThatIllegalStateException()
                .isThrownBy(() -> LocalDynamoDb.start(DynamoDbServer.executable(broken)))
                .withMessage("DynamoDB did not start: the server ended: out of luck");
    }

    @Test
    void serversThatStartAtOnceDoNotMeet() {
        List<CompletableFuture<LocalDynamoDb>> starts =
                Stream.generate(() -> CompletableFuture.supplyAsync(LocalDynamoDb::start))
                        .limit(4)
                        .toList();
        List<LocalDynamoDb> servers = starts.stream().map(CompletableFuture::join).toList();

        assertThat(servers).extracting(LocalDynamoDb::endpoint).doesNotHaveDuplicates();
        servers.forEach(server -> server.createTable(LocalTable.of("Mine")));
        servers.forEach(LocalDynamoDb::close);
    }

    private static List<InetAddress> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
