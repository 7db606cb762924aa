/**
 * Runs the whole system on one machine, from Maven artifacts alone: EventBridge, SQS, the event
 * source mapping, the Lambda runtime and DynamoDB.
 *
 * <p>{@link dev.mailroom.local.LocalPipeline} is the entry point:
 *
 * <pre>{@code
 * try (LocalPipeline pipeline = LocalPipeline.builder()
 *         .queue(LocalQueue.standard("signups").deadLetterQueue("signups-dlq", 3))
 *         .queue(LocalQueue.standard("signups-dlq"))
 *         .rule(LocalRule.matching("signup", "{\"source\":[\"my.webapp\"]}").toQueue("signups"))
 *         .function(LocalFunction.process("signup-handler", "com.example.SignupHandler").classPath(classPath))
 *         .eventSource(LocalEventSource.of("signups", "signup-handler").reportBatchItemFailures(true))
 *         .start()) {
 *     // PutEvents to pipeline.endpoints().eventBridge(), with the AWS CLI or any SDK
 * }
 * }</pre>
 *
 * <p>What is behind each of them:
 *
 * <ul>
 *   <li>EventBridge is a small HTTP server of this module; AWS's own event ruler matches its
 *       patterns.
 *   <li>SQS is ElasticMQ, embedded. It and Apache Pekko log through SLF4J as {@code org.elasticmq}
 *       and {@code org.apache.pekko}, from {@code warn} on.
 *   <li>A function runs in a Java process of its own on AWS's runtime interface client, or in
 *       process for a debugger.
 *   <li>DynamoDB is Dynoxide, an open server, in a process of its own; or a server of your own, see
 *       {@link dev.mailroom.local.model.DynamoDbServer}.
 * </ul>
 *
 * <p>Every server listens on a free port of this machine only. Credentials are accepted and
 * ignored. When the JVM that started a pipeline ends, by whatever means, the processes of that
 * pipeline end with it.
 */
@NullMarked
package dev.mailroom.local;

import org.jspecify.annotations.NullMarked;
