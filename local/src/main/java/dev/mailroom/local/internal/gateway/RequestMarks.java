package dev.mailroom.local.internal.gateway;

import com.sun.net.httpserver.Headers;

import dev.mailroom.local.internal.support.FormBody;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks of a request that identify its service: its path, the target of the JSON protocol, the
 * version of the query protocol, and the service in its signature.
 */
record RequestMarks(
        String path, @Nullable String target, @Nullable FormBody form, @Nullable String signedFor) {

    // Credential=ID/DATE/REGION/SERVICE/aws4_request
    private static final Pattern SCOPE =
            Pattern.compile("Credential=[^,]*/([^/,]+)/aws4_request\\b");

    static RequestMarks of(String path, Headers headers, byte[] body) {
        String authorization = headers.getFirst("Authorization");
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        return new RequestMarks(
                path,
                headers.getFirst("X-Amz-Target"),
                FormBody.of(headers.getFirst("Content-Type"), body),
                scope.find() ? scope.group(1) : null);
    }

    /** Whether the request is for an AWS service at all. */
    boolean areThere() {
        return byPath().isPresent()
                || target != null
                || signedFor != null
                || (form != null && form.has("Action"));
    }

    /** Whether the answer has to be in JSON. */
    boolean ofJson() {
        return target != null;
    }

    Optional<AwsService> service() {
        return byPath().or(this::byTarget).or(this::byForm).or(this::bySignature);
    }

    /** The name of a service that is not served. */
    String name() {
        if (signedFor != null) {
            return "'" + signedFor + "'";
        }
        return target == null ? "of this request" : "of '" + target + "'";
    }

    private Optional<AwsService> byPath() {
        return AwsService.ofPath(path);
    }

    private Optional<AwsService> byTarget() {
        return Optional.ofNullable(target).flatMap(AwsService::ofTarget);
    }

    private Optional<AwsService> byForm() {
        return Optional.ofNullable(form)
                .map(fields -> fields.get("Version"))
                .flatMap(AwsService::ofVersion);
    }

    private Optional<AwsService> bySignature() {
        return Optional.ofNullable(signedFor).flatMap(AwsService::ofSigningName);
    }
}
