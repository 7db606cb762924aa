package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.doctor.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Changes of one good template: each loses messages in one way, or in none. */
class DoctorLossesTest {

    private static final String PATTERN = "EventPattern: {source: [my.app]}";
    private static final String SOURCE = "FunctionResponseTypes: [ReportBatchItemFailures]";
    private static final String TIMEOUT = "      Timeout: 5\n";
    private static final String VISIBILITY = "      VisibilityTimeout: 60\n";
    private static final String DLQ = "Properties: {MessageRetentionPeriod: 1209600}";
    private static final String CONDITION =
            "Condition: {ArnEquals: {aws:SourceArn: !GetAtt Rule.Arn}}";
    private static final String END = CONDITION + "\n";
    private static final String SHUT_OUT =
            " no queue policy lets rule 'Rule' send to it; allow events.amazonaws.com to do"
                    + " sqs:SendMessage, limited by aws:SourceArn to the rule";
    private static final String ROLE =
            """
              Role:
                Type: AWS::IAM::Role
                Properties:
                  Policies:
                    - PolicyName: p
                      PolicyDocument:
                        Statement: {Effect: Allow, Action: [%s], Resource: '*'}
            """;
    private static final String TABLE =
            "  Table: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: id,"
                    + " KeyType: HASH}]}}\n";
    private static final String TOLD_OF_THE_TABLE =
            TIMEOUT + "      Environment: {Variables: {TABLE: !Ref Table}}\n";

    private static final String KEY =
            """
              Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/mine, TargetKeyId: !Ref Key}}
              Key:
                Type: AWS::KMS::Key
                Properties:
                  KeyPolicy:
                    Statement:
                      Effect: Allow
                      Principal: {Service: events.amazonaws.com}
                      Action: ['kms:GenerateDataKey*', 'kms:Decrypt']
                      Resource: '*'
            """;

    private static final String PRINCIPALS =
            "Service: events.amazonaws.com, AWS: [!Sub 'arn:aws:iam::${AWS::AccountId}:root',"
                    + " !GetAtt FnRole.Arn]}\n          Action: ['kms";

    private static final String PIPE =
            "  Pipe: {Type: AWS::Pipes::Pipe, Properties: {Source: !GetAtt Q.Arn}}\n";

    /** A change of the good template: what is written instead of what, and what is found. */
    record Change(String name, List<String> replaced, List<String> findings) {

        Change and(String good, String bad) {
            return new Change(
                    name,
                    Stream.concat(replaced.stream(), Stream.of(good, bad)).toList(),
                    findings);
        }

        Change finds(String... found) {
            return new Change(name, replaced, List.of(found));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir Path folder;

    static Stream<Change> changes() {
        return Stream.of(
                        filters(),
                        policies(),
                        queues(),
                        functions(),
                        rules(),
                        targets(),
                        references(),
                        senders(),
                        unknown())
                .flatMap(all -> all);
    }

    private static Stream<Change> filters() {
        return Stream.of(
                filter("a filter without body", "{\"detail-type\":[\"A\"]}")
                        .finds(
                                "Resource 'Fn': Events.S.Properties.FilterCriteria.Filters[0].Pattern: no"
                                        + " message has such a field besides its body: Lambda deletes every"
                                        + " message; write {\"body\": {\"detail-type\":[\"A\"]}}"),
                filter(
                                "a filter by attributes",
                                "{\"messageAttributes\":{\"a\":{\"stringValue\":[\"x\"]}}}")
                        .finds(
                                "Resource 'Fn': Events.S.Properties.FilterCriteria.Filters[0].Pattern:"
                                        + " Lambda filters messages of a queue by their body alone, and"
                                        + " deletes what does not match; match the body"),
                filter("a filter by another source", "{\"body\":{\"source\":[\"other\"]}}")
                        .finds(dropped()),
                filter("a filter by a field of no envelope", "{\"body\":{\"detailType\":[\"A\"]}}")
                        .finds(dropped()),
                filter("a filter of text for JSON", "{\"body\":[\"A\"]}").finds(dropped()),
                filter("a filter of absence for JSON", "{\"body\":[{\"exists\":false}]}")
                        .finds(dropped()),
                filter("a filter by a part of what is sent", "{\"body\":{\"detail\":{\"x\":[1]}}}"),
                filter(
                        "a filter by a part of a text",
                        "{\"body\":{\"source\":[{\"prefix\":\"my.\"}]}}"),
                filter(
                                "a filter by what the transformer leaves",
                                "{\"body\":{\"source\":[\"my.app\"]}}")
                        .and(
                                "Arn: !GetAtt Q.Arn, Dead",
                                "Arn: !GetAtt Q.Arn, InputTransformer: {InputPathsMap: {d: $.detail},"
                                        + " InputTemplate: '{\"event\": <d>}'}, Dead")
                        .finds(dropped()),
                filter("a filter by the detail in a wrapper", "{\"body\":{\"event\":{\"x\":[1]}}}")
                        .and(
                                "Arn: !GetAtt Q.Arn, Dead",
                                "Arn: !GetAtt Q.Arn, InputTransformer: {InputPathsMap: {d: $.detail},"
                                        + " InputTemplate: '{\"event\": <d>}'}, Dead"));
    }

    private static Stream<Change> policies() {
        return Stream.of(
                condition(
                                "a wildcard that is compared as it is",
                                "StringEquals: {aws:SourceArn: 'arn:aws:events:*'}")
                        .finds("Resource 'Q':" + SHUT_OUT, "Resource 'Dlq':" + SHUT_OUT),
                condition(
                        "a wildcard in a pattern",
                        "StringLike: {AWS:sourcearn: !Sub 'arn:aws:events:*:${AWS::AccountId}:rule/*'}"),
                condition("an account", "StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}"),
                condition(
                        "a key that the rule does not decide",
                        "ArnEquals: {aws:SourceArn: !GetAtt Rule.Arn}, IpAddress: {aws:SourceIp: 10.0.0.0/8}"),
                change("a denial of plain HTTP")
                        .and(END, END + denial("Bool: {aws:SecureTransport: false}")),
                change("a denial of the rule")
                        .and(END, END + denial("ArnLike: {aws:SourceArn: !GetAtt Rule.Arn}"))
                        .finds("Resource 'Q':" + SHUT_OUT, "Resource 'Dlq':" + SHUT_OUT),
                change("a denial of all others")
                        .and(END, END + denial("ArnNotEquals: {aws:SourceArn: !GetAtt Rule.Arn}")),
                change("a connector beside a policy")
                        .and(
                                "  Pol:\n",
                                "  Conn: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: Rule},"
                                        + " Destination: {Id: Q}, Permissions: [Write]}}\n  Pol:\n")
                        .finds(
                                "Resource 'Q': 'Pol' and 'Conn' each set its policy: the one that is made"
                                        + " last replaces the others, and those that they let in are refused; put all"
                                        + " statements into one policy"),
                change("a connector in the rule")
                        .and("Queues: [!Ref Q, !Ref Dlq]", "Queues: [!Ref Dlq]")
                        .and(
                                "    Type: AWS::Events::Rule\n",
                                "    Type: AWS::Events::Rule\n    Connectors: {C: {Properties: {Destination:"
                                        + " {Id: Q}, Permissions: [Write]}}}\n"));
    }

    private static Stream<Change> queues() {
        return Stream.of(
                change("a retention that is over too soon")
                        .and(VISIBILITY, VISIBILITY + "      MessageRetentionPeriod: 180\n")
                        .finds(
                                "Resource 'Q': MessageRetentionPeriod: 180 s are over before 3 receives of"
                                        + " 60 s each: a message that keeps failing expires before it gets to"
                                        + " the dead-letter queue; use more than 180, or fewer receives"),
                change("a dead-letter queue that keeps less")
                        .and(DLQ, "Properties: {MessageRetentionPeriod: 86400}")
                        .finds(
                                "Resource 'Dlq': MessageRetentionPeriod: 86400 s is less than the 345600 s"
                                        + " of queue 'Q': the time counts from the first send, so a message"
                                        + " may expire the moment that it gets here; use 1209600"),
                change("a queue that is its own dead-letter queue")
                        .and(
                                "deadLetterTargetArn: !GetAtt Dlq.Arn",
                                "deadLetterTargetArn: !GetAtt Q.Arn")
                        .finds(
                                "Resource 'Q': RedrivePolicy.deadLetterTargetArn: the queue is its own"
                                        + " dead-letter queue: a poison message comes back until it expires;"
                                        + " end at a queue that has no RedrivePolicy"),
                change("a circle")
                        .and(
                                DLQ,
                                "Properties: {MessageRetentionPeriod: 345600, RedrivePolicy:"
                                        + " {deadLetterTargetArn: !GetAtt Q.Arn, maxReceiveCount: 3}}")
                        .finds(
                                "Resource 'Dlq': RedrivePolicy.deadLetterTargetArn: the dead-letter queues"
                                        + " form a circle, Dlq -> Q -> Dlq: a poison message goes round until"
                                        + " it expires; end at a queue that has no RedrivePolicy"),
                change("a dead-letter queue of the other kind")
                        .and(
                                "deadLetterTargetArn: !GetAtt Dlq.Arn",
                                "deadLetterTargetArn: !GetAtt F.Arn")
                        .and(
                                "  Pol:\n",
                                "  F: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}\n  Pol:\n")
                        .finds(
                                "Resource 'Q': RedrivePolicy.deadLetterTargetArn: 'F' is a FIFO queue and"
                                        + " this one a standard queue: AWS refuses the redrive policy; use a"
                                        + " standard queue"),
                change("a dead-letter queue that is a topic")
                        .and("deadLetterTargetArn: !GetAtt Dlq.Arn", "deadLetterTargetArn: !Ref T")
                        .and("  Pol:\n", "  T: {Type: AWS::SNS::Topic}\n  Pol:\n")
                        .finds(
                                "Resource 'Q': RedrivePolicy.deadLetterTargetArn: it is a topic: AWS refuses"
                                        + " the queue; use a queue"),
                encrypted("a key that the function may use by its role")
                        .and(
                                TIMEOUT,
                                TIMEOUT
                                        + "      Policies: [{KMSDecryptPolicy: {KeyId: !Ref Key}}]\n"),
                encrypted("a key that the function may use by the key's policy")
                        .and(
                                "Service: events.amazonaws.com}\n          Action: ['kms",
                                "Service: events.amazonaws.com, AWS: !GetAtt FnRole.Arn}\n"
                                        + "          Action: ['kms"),
                encrypted("a key for the account and the function's role")
                        .and("Service: events.amazonaws.com}\n          Action: ['kms", PRINCIPALS),
                encrypted("a key that the function may not use")
                        .finds(
                                "Resource 'Fn': Role: the role does not let Lambda use key 'Key', with"
                                        + " which queue 'Q' is encrypted: no message gets to the"
                                        + " function; allow kms:Decrypt on the key"),
                change("a key of which the template knows nothing")
                        .and(VISIBILITY, VISIBILITY + "      KmsMasterKeyId: alias/elsewhere\n"),
                change("a queue that nobody reads")
                        .and(SOURCE, SOURCE + "\n            Enabled: false")
                        .finds(
                                "Resource 'Q': a rule sends to it, and nothing in the template reads it: its"
                                        + " messages expire; add an event source for it"),
                change("a pipe beside the function")
                        .and("  Pol:\n", PIPE + "  Pol:\n")
                        .finds(
                                "Resource 'Q': function 'Fn' and pipe 'Pipe' read it: each message goes to"
                                        + " one of them alone, and a filter deletes what another one wanted;"
                                        + " give each reader a queue of its own"));
    }

    private static Stream<Change> functions() {
        return Stream.of(
                change("no concurrency")
                        .and(TIMEOUT, TIMEOUT + "      ReservedConcurrentExecutions: 0\n")
                        .finds(
                                "Resource 'Fn': ReservedConcurrentExecutions: with 0 the function never runs:"
                                        + " its messages go to the dead-letter queue or expire; leave it out,"
                                        + " or switch the event source off with Enabled: false"),
                change("no concurrency, and no event source that is on")
                        .and(TIMEOUT, TIMEOUT + "      ReservedConcurrentExecutions: 0\n")
                        .and(SOURCE, SOURCE + "\n            Enabled: false")
                        .finds(
                                "Resource 'Q': a rule sends to it, and nothing in the template reads it: its"
                                        + " messages expire; add an event source for it"),
                change("less concurrency than Lambda begins with")
                        .and(TIMEOUT, TIMEOUT + "      ReservedConcurrentExecutions: 1\n")
                        .finds(
                                "Resource 'Fn': ReservedConcurrentExecutions: 1 is less than the 5 batches"
                                        + " with which Lambda begins: what is throttled counts as received,"
                                        + " and goes to the dead-letter queue; set a MaximumConcurrency,"
                                        + " which is 2 or more, and reserve as much"),
                change("as much concurrency as Lambda begins with")
                        .and(TIMEOUT, TIMEOUT + "      ReservedConcurrentExecutions: 5\n"),
                change("as little concurrency as the event source wants")
                        .and(TIMEOUT, TIMEOUT + "      ReservedConcurrentExecutions: 2\n")
                        .and(
                                SOURCE,
                                SOURCE + "\n            ScalingConfig: {MaximumConcurrency: 2}"),
                change("less concurrency than the event source wants")
                        .and(TIMEOUT, TIMEOUT + "      ReservedConcurrentExecutions: 5\n")
                        .and(
                                SOURCE,
                                SOURCE + "\n            ScalingConfig: {MaximumConcurrency: 6}")
                        .finds(
                                "Resource 'Fn': ReservedConcurrentExecutions: 5 is less than the"
                                        + " MaximumConcurrency of its event sources, 6: what is throttled"
                                        + " counts as received, and goes to the dead-letter queue; reserve 6"
                                        + " or more"),
                change("two kinds of pollers")
                        .and(
                                SOURCE,
                                SOURCE
                                        + "\n            ScalingConfig: {MaximumConcurrency: 6}"
                                        + "\n            ProvisionedPollerConfig: {MinimumPollers: 2}")
                        .finds(
                                "Resource 'Fn': Events.S.Properties.ProvisionedPollerConfig: it excludes"
                                        + " ScalingConfig.MaximumConcurrency: AWS refuses the event source;"
                                        + " keep one of the two"),
                role("a role that may not delete", "sqs:ReceiveMessage, sqs:GetQueueAttributes")
                        .finds(
                                "Resource 'Fn': Role: the role does not let Lambda read queue 'Q': AWS"
                                        + " refuses the event source; allow sqs:DeleteMessage on the queue"),
                role("a role that may do what it needs", "'sqs:*'"),
                role("a role that may do nothing with the table", "'sqs:*'")
                        .and(TIMEOUT, TOLD_OF_THE_TABLE)
                        .and("  Pol:\n", TABLE + "  Pol:\n")
                        .finds(
                                "Resource 'Fn': Environment.Variables.TABLE: the function is told of"
                                        + " 'Table', and its role lets it do nothing there: every message"
                                        + " fails; allow dynamodb:PutItem and dynamodb:PartiQLInsert on it"
                                        + " for a DynamoDbSink"),
                change("a role elsewhere")
                        .and(
                                TIMEOUT,
                                TOLD_OF_THE_TABLE
                                        + "      Role: arn:aws:iam::123456789012:role/x\n")
                        .and("  Pol:\n", TABLE + "  Pol:\n"),
                change("a policy template of SAM")
                        .and(
                                TIMEOUT,
                                TOLD_OF_THE_TABLE
                                        + "      Policies: [{DynamoDBCrudPolicy: {TableName: !Ref Table}}]\n")
                        .and("  Pol:\n", TABLE + "  Pol:\n"),
                change("a policy template of SAM for something else")
                        .and(
                                TIMEOUT,
                                TOLD_OF_THE_TABLE
                                        + "      Policies: [{S3ReadPolicy: {BucketName: b}}]\n")
                        .and("  Pol:\n", TABLE + "  Pol:\n")
                        .finds(
                                "Resource 'Fn': Environment.Variables.TABLE: the function is told of"
                                        + " 'Table', and its role lets it do nothing there: every message"
                                        + " fails; allow dynamodb:PutItem and dynamodb:PartiQLInsert on it"
                                        + " for a DynamoDbSink"),
                change("a text without quotes that is none")
                        .and(TIMEOUT, TIMEOUT + "      Environment: {Variables: {COUNTRY: NO}}\n")
                        .finds(
                                "Resource 'Fn': Environment.Variables.COUNTRY: NO without quotes is the"
                                        + " boolean false in YAML 1.1, not the text 'NO': write it in quotes,"
                                        + " or as false"));
    }

    private static Stream<Change> rules() {
        return Stream.of(
                change("a bus that nobody makes")
                        .and(PATTERN, "EventBusName: orders\n      " + PATTERN)
                        .finds(
                                "Resource 'Rule': EventBusName: the template makes no bus 'orders': events"
                                        + " for the rule have nowhere to go; add an AWS::Events::EventBus, or"
                                        + " take the name from a parameter if the bus is made elsewhere"),
                pattern("a field of no event", "{detailType: [A]}")
                        .finds(
                                "Resource 'Rule': EventPattern.detailType: no event has a field"
                                        + " 'detailType': the rule never matches; write detail-type"),
                pattern("a field of the detail outside", "{source: [my.app], country: [DE]}")
                        .finds(
                                "Resource 'Rule': EventPattern.country: no event has a field 'country': the"
                                        + " rule never matches; fields of your own are in detail"),
                pattern("a number for a text", "{account: [123456789012]}")
                        .finds(
                                "Resource 'Rule': EventPattern.account: no event has such a value there: the"
                                        + " rule never matches; write texts in quotes, such as \"0123\", in a"
                                        + " list"),
                pattern("a value for an object", "{source: [my.app], detail: [A]}")
                        .finds(
                                "Resource 'Rule': EventPattern.detail: no event has such a value there: the"
                                        + " rule never matches; match the fields in it"),
                pattern("alternatives that never match", "{$or: [{detailType: [A]}, {sauce: [b]}]}")
                        .finds(
                                "Resource 'Rule': EventPattern.detailType: no event has a field"
                                        + " 'detailType': the rule never matches; write detail-type"),
                pattern(
                        "alternatives of which one matches",
                        "{$or: [{detailType: [A]}, {source: [b]}]}"),
                pattern("what is no replay", "{replay-name: [{exists: false}], source: [a]}"),
                pattern("a text without quotes that is none", "{detail: {country: [NO]}}")
                        .finds(
                                "Resource 'Rule': EventPattern.detail.country[0]: NO without quotes is the"
                                        + " boolean false in YAML 1.1, not the text 'NO': write it in quotes,"
                                        + " or as false"));
    }

    private static Stream<Change> targets() {
        String target =
                "        - {Id: q, Arn: !GetAtt Q.Arn, DeadLetterConfig: {Arn: !GetAtt Dlq.Arn}}\n";
        return Stream.of(
                change("as many targets as a rule may have").and(target, target.repeat(5)),
                change("more targets than a rule may have")
                        .and(target, target.repeat(6))
                        .finds(
                                "Resource 'Rule': Targets: there are 6: AWS refuses the rule; write at"
                                        + " most 5, and another rule for the rest"),
                input("an input without quotes", "hello")
                        .finds(
                                "Resource 'Rule': Targets[0].Input: it is not JSON: AWS refuses the rule;"
                                        + " write a text in quotes, such as '\"text\"'"),
                input("an input with quotes", "'\"hello\"'"),
                transformer("an object in a text", "{d: $.detail}", "{\"a\": \"<d>\"}")
                        .finds(notJson()),
                transformer("what is no JSON", "{d: $.detail.id}", "{\"a\": <d>,}")
                        .finds(notJson()),
                transformer("what a wildcard finds", "{d: '$.detail.x[*].id'}", "{\"a\": <d>}"),
                change("a wildcard before a filter")
                        .and(
                                "Arn: !GetAtt Q.Arn, Dead",
                                "Arn: !GetAtt Q.Arn, InputPath: '$.detail.x[*]', Dead")
                        .and(
                                SOURCE,
                                SOURCE
                                        + "\n            FilterCriteria: {Filters: [{Pattern:"
                                        + " '{\"body\":{\"a\":[1]}}'}]}"),
                transformer("an object by itself", "{d: $.detail}", "{\"a\": <d>}"),
                transformer(
                        "a number of two",
                        "{d: $.detail.d, c: $.detail.c, id: $.id}",
                        "{\"a\": <d>.<c>, \"b\": <id>, \"c\": \"<id>\"}"),
                transformer("a text with an object", "{d: $.detail}", "\"it is <d>\""));
    }

    private static Stream<Change> references() {
        String url = "https://sqs.us-east-1.amazonaws.com/000000000000/";
        return Stream.of(
                change("the URL of a target")
                        .and("Id: q, Arn: !GetAtt Q.Arn", "Id: q, Arn: !Ref Q")
                        .finds(noArn("Rule", "Targets[0].Arn", url + "Q", "Q")),
                change("the name of a target")
                        .and("Id: q, Arn: !GetAtt Q.Arn", "Id: q, Arn: !Ref Fn")
                        .finds(noArn("Rule", "Targets[0].Arn", "Fn", "Fn")),
                change("the URLs of dead-letter queues")
                        .and("!GetAtt Dlq.Arn}}", "!Ref Dlq}}")
                        .and(
                                "deadLetterTargetArn: !GetAtt Dlq.Arn",
                                "deadLetterTargetArn: !Ref Dlq")
                        .finds(
                                noArn("Q", "RedrivePolicy.deadLetterTargetArn", url + "Dlq", "Dlq"),
                                noArn(
                                        "Rule",
                                        "Targets[0].DeadLetterConfig.Arn",
                                        url + "Dlq",
                                        "Dlq")),
                change("the URL of a source")
                        .and("Queue: !GetAtt Q.Arn", "Queue: !Ref Q")
                        .finds(
                                noArn("Fn", "Events.S.Properties.Queue", url + "Q", "Q"),
                                "Resource 'Q': a rule sends to it, and nothing in the template reads it:"
                                        + " its messages expire; add an event source for it"),
                change("the URL of an endpoint")
                        .and(
                                "  Pol:\n",
                                "  T: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol:"
                                        + " sqs, Endpoint: !Ref Q}]}}\n  Pol:\n")
                        .finds(noArn("T", "Subscription[0].Endpoint", url + "Q", "Q")));
    }

    private static Stream<Change> senders() {
        String silent =
                "Resource 'Bucket': NotificationConfiguration: rule 'Rule' waits for its events, and"
                        + " it sends none; write EventBridgeConfiguration: {EventBridgeEnabled: true}";
        return Stream.of(
                bucket("a bucket that sends nothing", "").finds(silent),
                bucket(
                                "a bucket that sends nothing to EventBridge",
                                "NotificationConfiguration: {EventBridgeConfiguration:"
                                        + " {EventBridgeEnabled: false}}")
                        .finds(silent),
                bucket(
                        "a bucket that sends its events",
                        "NotificationConfiguration: {EventBridgeConfiguration: {}}"),
                bucket("a bucket that something else may set up", "")
                        .and("  Pol:\n", "  Set: {Type: Custom::S3BucketNotifications}\n  Pol:\n"),
                schedule("a schedule whose role it may assume", "scheduler.amazonaws.com"),
                schedule("a schedule whose role it may not assume", "events.amazonaws.com")
                        .finds(
                                "Resource 'Tick': Target.RoleArn: role 'SRole' does not let"
                                        + " scheduler.amazonaws.com assume it; allow"
                                        + " scheduler.amazonaws.com to do sts:AssumeRole in its"
                                        + " AssumeRolePolicyDocument"),
                change("a queue between topic and function, made by SAM")
                        .and(
                                "      Events:\n",
                                "      Events:\n        N: {Type: SNS, Properties: {Topic: !Ref T,"
                                        + " SqsSubscription: true}}\n")
                        .and("  Pol:\n", "  T: {Type: AWS::SNS::Topic}\n  Pol:\n")
                        .finds(
                                "Resource 'Fn': Events.N.Properties.SqsSubscription: SAM's event source"
                                        + " has no ReportBatchItemFailures, and the queue that SAM creates"
                                        + " no dead-letter queue: messages that the function reports as"
                                        + " failed are deleted; write a queue, an AWS::SNS::Subscription"
                                        + " for it, and an event of type SQS"));
    }

    private static Change transformer(String name, String paths, String template) {
        return change(name)
                .and(
                        "Arn: !GetAtt Q.Arn, Dead",
                        "Arn: !GetAtt Q.Arn, InputTransformer: {InputPathsMap: "
                                + paths
                                + ", InputTemplate: '"
                                + template
                                + "'}, Dead");
    }

    private static Change input(String name, String input) {
        return change(name)
                .and("Arn: !GetAtt Q.Arn, Dead", "Arn: !GetAtt Q.Arn, Input: " + input + ", Dead");
    }

    private static String notJson() {
        return "Resource 'Rule': Targets[0].InputTransformer.InputTemplate: what it makes of an event"
                + " is not JSON: EventBridge does not deliver it; write a variable that stands for an"
                + " object without quotes around it";
    }

    private static String noArn(String resource, String property, String value, String named) {
        return "Resource '%s': %s: '%s' is not an ARN: AWS refuses it; write !GetAtt %s.Arn"
                .formatted(resource, property, value, named);
    }

    private static Change bucket(String name, String properties) {
        return change(name)
                .and(
                        PATTERN,
                        "EventPattern: {source: [aws.s3], detail: {bucket: {name: [!Ref Bucket]}}}")
                .and(
                        "  Pol:\n",
                        "  Bucket: {Type: AWS::S3::Bucket, Properties: {"
                                + properties
                                + "}}\n  Pol:\n");
    }

    private static Change schedule(String name, String trusted) {
        return change(name)
                .and(
                        "  Pol:\n",
                        """
                          SRole:
                            Type: AWS::IAM::Role
                            Properties:
                              AssumeRolePolicyDocument:
                                Statement:
                                  Effect: Allow
                                  Principal: {Service: %s}
                                  Action: sts:AssumeRole
                                  Condition: {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}
                              Policies:
                                - PolicyName: p
                                  PolicyDocument:
                                    Statement: {Effect: Allow, Action: 'sqs:SendMessage', Resource: '*'}
                          Tick:
                            Type: AWS::Scheduler::Schedule
                            Properties:
                              ScheduleExpression: rate(1 hour)
                              FlexibleTimeWindow: {Mode: 'OFF'}
                              Target:
                                Arn: !GetAtt Q.Arn
                                RoleArn: !GetAtt SRole.Arn
                                DeadLetterConfig: {Arn: !GetAtt Dlq.Arn}
                        """
                                        .formatted(trusted)
                                + "  Pol:\n");
    }

    private static Stream<Change> unknown() {
        String parameter = "Parameters: {P: {Type: String}, N: {Type: Number}}\nResources:\n";
        return Stream.of(
                        change("a queue policy by parameter")
                                .and("Queues: [!Ref Q, !Ref Dlq]", "Queues: [!Ref P]"),
                        change("a principal by parameter")
                                .and("Service: events.amazonaws.com", "Service: !Ref P"),
                        change("a condition by parameter").and("!GetAtt Rule.Arn}}", "!Ref P}}"),
                        change("a bus by parameter")
                                .and(PATTERN, "EventBusName: !Ref P\n      " + PATTERN),
                        change("a bus of another stack")
                                .and(PATTERN, "EventBusName: !ImportValue bus\n      " + PATTERN),
                        change("a dead-letter queue of another stack")
                                .and("{Arn: !GetAtt Dlq.Arn}", "{Arn: !ImportValue dlq}")
                                .and(
                                        "deadLetterTargetArn: !GetAtt Dlq.Arn",
                                        "deadLetterTargetArn: !Sub"
                                                + " 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${P}'"),
                        change("a timeout by parameter")
                                .and("VisibilityTimeout: 60", "VisibilityTimeout: !Ref N"),
                        change("a role by parameter")
                                .and(TIMEOUT, TOLD_OF_THE_TABLE + "      Role: !Ref P\n")
                                .and("  Pol:\n", TABLE + "  Pol:\n"),
                        change("a target by parameter")
                                .and("Arn: !GetAtt Q.Arn, Dead", "Arn: !Ref P, Dead"),
                        change("a key by parameter")
                                .and(VISIBILITY, VISIBILITY + "      KmsMasterKeyId: !Ref P\n"),
                        change("names by parameter")
                                .and(VISIBILITY, VISIBILITY + "      QueueName: !Sub '${P}-q'\n")
                                .and(
                                        DLQ,
                                        "Properties: {MessageRetentionPeriod: 1209600, QueueName: !Sub '${P}-d'}"),
                        pattern("a pattern by parameter", "{detail-type: [!Ref P]}"))
                .map(change -> change.and("Resources:\n", parameter));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void onlyWhatIsLostIsFound(Change change) throws Exception {
        assertThat(check(changed(change))).containsExactlyElementsOf(change.findings());
    }

    @Test
    void aRouteIsFedByTheWholePattern() throws Exception {
        String or =
                "{$or: [{source: [my.app], detail-type: [A]}, {source: [x], detail-type: [B]}]}";
        String template = changed(pattern("", or));
        assertThat(check(template, new Route("x", "B"))).isEmpty();
        assertThat(check(template, new Route("x", "B"), new Route("x", "A")))
                .containsExactly(
                        "Template: no rule feeds the route x / A; add a rule whose pattern matches it");
        assertThat(check(template, new Route("x", "A")))
                .containsExactly(
                        "Resource 'Rule': EventPattern: no route wants what it matches; add a handler"
                                + " for it, or match less",
                        "Template: no rule feeds the route x / A; add a rule whose pattern matches it");
    }

    @Test
    void aQueueThatIsFedFromElsewhereLeavesRoutesUnjudged() throws Exception {
        String template =
                changed(change("").and("Arn: !GetAtt Q.Arn, Dead", "Arn: !GetAtt Dlq.Arn, Dead"));
        assertThat(check(template, new Route("my.app", "A")))
                .noneMatch(text -> text.contains("feeds"));
    }

    @Test
    void whatIsOpenToOthersIsARisk() throws Exception {
        String template = changed(change("").and("            " + CONDITION + "\n", ""));
        assertThat(findings(template))
                .extracting(Finding::severity, Finding::resource)
                .containsExactly(tuple(Severity.RISK, "Q"), tuple(Severity.RISK, "Dlq"));
    }

    private static String dropped() {
        return "Resource 'Fn': Events.S.Properties.FilterCriteria: no filter lets through what rule"
                + " 'Rule' sends: Lambda deletes all of it; match what it sends";
    }

    private static Change change(String name) {
        return new Change(name, List.of(), List.of());
    }

    private static Change filter(String name, String pattern) {
        return change(name)
                .and(
                        SOURCE,
                        SOURCE
                                + "\n            FilterCriteria: {Filters: [{Pattern: '"
                                + pattern
                                + "'}]}");
    }

    private static Change condition(String name, String condition) {
        return change(name).and(CONDITION, "Condition: {" + condition + "}");
    }

    private static Change pattern(String name, String pattern) {
        return change(name).and(PATTERN, "EventPattern: " + pattern);
    }

    private static Change encrypted(String name) {
        return change(name)
                .and(VISIBILITY, VISIBILITY + "      KmsMasterKeyId: alias/mine\n")
                .and("  Pol:\n", KEY + "  Pol:\n");
    }

    private static Change role(String name, String actions) {
        return change(name)
                .and(TIMEOUT, TIMEOUT + "      Role: !GetAtt Role.Arn\n")
                .and("  Pol:\n", ROLE.formatted(actions) + "  Pol:\n");
    }

    private static String denial(String condition) {
        return """
                          - Effect: Deny
                            Principal: '*'
                            Action: sqs:*
                            Resource: '*'
                            Condition: {%s}
                """
                .formatted(condition);
    }

    private List<String> check(String template, Route... routes) throws IOException {
        return findings(template, routes).stream().map(Finding::describe).toList();
    }

    private List<Finding> findings(String template, Route... routes) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), template);
        return Doctor.check(LocalPipeline.fromTemplate(file), routes);
    }

    private static String changed(Change change) throws IOException, URISyntaxException {
        var good = DoctorLossesTest.class.getResource("/doctor/00-good.yaml");
        String text = Files.readString(Path.of(Objects.requireNonNull(good).toURI()));
        for (int i = 0; i < change.replaced().size(); i += 2) {
            String from = change.replaced().get(i);
            assertThat(text).contains(from);
            text = text.replace(from, change.replaced().get(i + 1));
        }
        return text;
    }
}
