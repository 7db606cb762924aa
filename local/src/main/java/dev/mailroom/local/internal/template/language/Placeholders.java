package dev.mailroom.local.internal.template.language;

import dev.mailroom.local.internal.support.LocalAccount;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Values of the right shape for resources that do not run here: a name, an ARN, an id or a URL. */
final class Placeholders {

    private static final String ZEROS = "00000000000000000";
    // Where the service has another name in an ARN than in the type.
    private static final Map<String, String> SERVICES =
            Map.ofEntries(
                    Map.entry("apigateway", "execute-api"),
                    Map.entry("apigatewayv2", "execute-api"),
                    Map.entry("certificatemanager", "acm"),
                    Map.entry("cognito", "cognito-idp"),
                    Map.entry("elasticloadbalancingv2", "elasticloadbalancing"),
                    Map.entry("eventschemas", "schemas"),
                    Map.entry("kinesisfirehose", "firehose"),
                    Map.entry("opensearchservice", "es"),
                    Map.entry("stepfunctions", "states"));
    // Ref returns their ARN.
    private static final Set<String> REF_IS_ARN =
            Set.of(
                    "AWS::CertificateManager::Certificate",
                    "AWS::CloudFormation::Stack",
                    "AWS::ECS::Service",
                    "AWS::ECS::TaskDefinition",
                    "AWS::ElasticLoadBalancingV2::Listener",
                    "AWS::ElasticLoadBalancingV2::LoadBalancer",
                    "AWS::ElasticLoadBalancingV2::TargetGroup",
                    "AWS::IAM::ManagedPolicy",
                    "AWS::Lambda::Alias",
                    "AWS::Lambda::LayerVersion",
                    "AWS::Lambda::Version",
                    "AWS::SecretsManager::Secret",
                    "AWS::Serverless::LayerVersion",
                    "AWS::Serverless::StateMachine",
                    "AWS::StepFunctions::Activity",
                    "AWS::StepFunctions::StateMachine");

    private Placeholders() {}

    static String ref(String type, String name) {
        if (REF_IS_ARN.contains(type)) {
            return arn(type, name);
        }
        if (type.startsWith("AWS::EC2::")) {
            return ec2Id(type.substring("AWS::EC2::".length()));
        }
        return switch (type) {
            case "AWS::S3::Bucket" -> name.toLowerCase(Locale.ROOT);
            case "AWS::KMS::Key" -> "00000000-0000-0000-0000-000000000000";
            default -> name;
        };
    }

    static String attribute(String type, String name, String attribute) {
        String lower = attribute.toLowerCase(Locale.ROOT);
        if (lower.equals("streamarn")) {
            return regional("dynamodb", "table/" + name + "/stream/2000-01-01T00:00:00.000");
        }
        if (lower.endsWith("arn")) {
            return arn(type, name);
        }
        String host = name.toLowerCase(Locale.ROOT) + "." + service(type) + ".example.com";
        if (lower.endsWith("url") || lower.endsWith("uri") || lower.endsWith("endpoint")) {
            return "https://" + host;
        }
        if (lower.endsWith("domainname")
                || lower.endsWith("dnsname")
                || lower.endsWith("address")) {
            return host;
        }
        if (type.startsWith("AWS::EC2::") && lower.endsWith("id")) {
            return ec2Id(attribute.replaceFirst("Id$", ""));
        }
        return lower.endsWith("name") ? name : name + "-" + attribute.replaceFirst(".*\\.", "");
    }

    static String ec2Id(String kind) {
        String prefix =
                switch (kind) {
                    case "SecurityGroup", "Group" -> "sg";
                    case "Instance" -> "i";
                    case "Image" -> "ami";
                    case "VPCEndpoint" -> "vpce";
                    default -> kind.toLowerCase(Locale.ROOT);
                };
        return prefix + "-" + ZEROS;
    }

    private static String arn(String type, String name) {
        return switch (type) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name.toLowerCase(Locale.ROOT);
            case "AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::IAM::User" ->
                    "arn:aws:iam::" + LocalAccount.ID + ":" + kind(type) + "/" + name;
            case "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine" ->
                    regional("states", "stateMachine:" + name);
            case "AWS::Logs::LogGroup" -> regional("logs", "log-group:" + name + ":*");
            case "AWS::Lambda::Alias", "AWS::Lambda::Version" ->
                    regional("lambda", "function:" + name);
            default -> regional(service(type), kind(type) + "/" + name);
        };
    }

    private static String regional(String service, String resource) {
        return "arn:aws:"
                + service
                + ":"
                + LocalAccount.REGION
                + ":"
                + LocalAccount.ID
                + ":"
                + resource;
    }

    private static String service(String type) {
        String[] parts = type.split("::", -1);
        String service = parts.length < 2 ? "local" : parts[1].toLowerCase(Locale.ROOT);
        return SERVICES.getOrDefault(service, service);
    }

    /** The last word of a type: {@code role} of {@code AWS::IAM::Role}. */
    private static String kind(String type) {
        String kind = type.replaceFirst(".*::", "").toLowerCase(Locale.ROOT);
        return kind.equals("managedpolicy") ? "policy" : kind;
    }
}
