package dev.mailroom.local.internal.eventbridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.mailroom.local.internal.support.FormBody;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.support.LoopbackServer;
import dev.mailroom.local.internal.support.Xml;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * SNS over HTTP, limited to publishing.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS Query protocol</a>
 */
public final class SnsFront implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(SnsFront.class);
    private static final String ENTRIES = "PublishBatchRequestEntries.member.";

    private final Map<String, Topic> topics;

    /** Serves topics, by name. */
    public SnsFront(Map<String, Topic> topics) {
        this.topics = Map.copyOf(topics);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            reply(exchange, 200, answer(exchange));
        } catch (RequestRefusedException e) {
            int status = e.type().equals("NotFound") ? 404 : 400;
            String message = Objects.toString(e.getMessage(), "");
            reply(exchange, status, Xml.error(e.type(), message));
        } catch (InterruptedException e) {
            // Only closing interrupts: the client sees the connection end.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Publish failed.", e);
            reply(exchange, 500, Xml.error("InternalError", e.toString()));
        }
    }

    private String answer(HttpExchange exchange)
            throws IOException, RequestRefusedException, InterruptedException {
        FormBody form =
                FormBody.of(
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestBody().readAllBytes());
        String action = form == null ? null : form.get("Action");
        if (form == null || action == null) {
            throw new RequestRefusedException("InvalidAction", "A request without Action.");
        }
        return switch (action) {
            case "Publish" -> response(action, publish(form));
            case "PublishBatch" -> response(action, publishBatch(form));
            default ->
                    throw new RequestRefusedException(
                            "InvalidAction",
                            "Operation "
                                    + action
                                    + " is not supported locally; supported are Publish and PublishBatch.");
        };
    }

    private String publish(FormBody form) throws RequestRefusedException, InterruptedException {
        String arn = form.has("TopicArn") ? form.get("TopicArn") : form.get("TargetArn");
        return messageId(topic(arn).publish(Publication.of(form, "")));
    }

    // One bad entry refuses the whole batch here, which is simpler and cannot be overlooked.
    private String publishBatch(FormBody form)
            throws RequestRefusedException, InterruptedException {
        Topic topic = topic(form.get("TopicArn"));
        StringBuilder successful = new StringBuilder();
        for (int i = 1; form.has(ENTRIES + i + ".Id"); i++) {
            String id = Objects.requireNonNull(form.get(ENTRIES + i + ".Id"));
            String published = messageId(topic.publish(Publication.of(form, ENTRIES + i + ".")));
            successful.append(Xml.element("member", Xml.element("Id", Xml.text(id)) + published));
        }
        return Xml.element("Failed", "") + Xml.element("Successful", successful.toString());
    }

    private Topic topic(@Nullable String arn) throws RequestRefusedException {
        String prefix = LocalAccount.topicArn("");
        if (arn == null || !arn.startsWith(prefix)) {
            throw new RequestRefusedException(
                    "InvalidParameter", "Invalid parameter: TopicArn must begin with " + prefix);
        }
        Topic topic = topics.get(arn.substring(prefix.length()));
        if (topic == null) {
            throw new RequestRefusedException("NotFound", "Topic does not exist");
        }
        return topic;
    }

    private static String messageId(String id) {
        return Xml.element("MessageId", id);
    }

    private static String response(String action, String result) {
        return "<"
                + action
                + "Response xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
                + Xml.element(action + "Result", result)
                + Xml.element("ResponseMetadata", Xml.element("RequestId", "local"))
                + "</"
                + action
                + "Response>";
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        LoopbackServer.reply(exchange, status, "text/xml", body);
    }
}
