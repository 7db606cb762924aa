package dev.mailroom.local.internal.doctor.policy;

import java.util.Map;

/**
 * An action on a resource by a service or the holder of a role.
 *
 * @param service the service that acts; empty for a role, whose own policies count
 * @param action such as {@code sqs:SendMessage}
 * @param resource the ARN of the resource
 * @param context the values of the condition keys that are known, by their names in lower case
 */
public record Access(String service, String action, String resource, Map<String, String> context) {

    private static final String TLS = "aws:securetransport";

    /** A service that acts for a resource of this account, such as a rule. */
    public static Access ofService(
            String service, String action, String resource, String sourceArn, String account) {
        return new Access(
                service,
                action,
                resource,
                Map.of(
                        "aws:sourcearn",
                        sourceArn,
                        "aws:sourceaccount",
                        account,
                        "aws:principalisawsservice",
                        "true",
                        "aws:principalservicename",
                        service,
                        TLS,
                        "true"));
    }

    /** The holder of a role. */
    public static Access ofRole(String action, String resource) {
        return new Access("", action, resource, Map.of(TLS, "true"));
    }

    public Access to(String otherAction, String otherResource) {
        return new Access(service, otherAction, otherResource, context);
    }
}
