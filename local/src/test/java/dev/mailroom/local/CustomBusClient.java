package dev.mailroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import dev.mailroom.local.internal.support.Json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks for operations of Custom Event Buses as AWS's clients do, but for the signature. */
final class CustomBusClient {

    private static final CBORMapper CBOR = new CBORMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    CustomBusClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** An answer: its status, its body, and whether its headers are those of the protocol. */
    record Answer(int status, String body, boolean ofProtocol) {}

    Answer call(String operation, ObjectNode request) throws IOException, InterruptedException {
        return call(operation, CBOR.writeValueAsBytes(request));
    }

    Answer call(String operation, byte[] request) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(
                                endpoint.resolve("/service/AWSEventsV2/operation/" + operation))
                        .header("smithy-protocol", "rpc-v2-cbor")
                        .header("Content-Type", "application/cbor")
                        .header("Accept", "application/cbor")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                        .build());
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = CBOR.readTree(response.body());
        boolean ofProtocol =
                response.headers().allValues("smithy-protocol").contains("rpc-v2-cbor")
                        && response.headers()
                                .allValues("Content-Type")
                                .contains("application/cbor");
        return new Answer(response.statusCode(), Json.write(body), ofProtocol);
    }
}
