package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.List;

/**
 * Reads an event in exactly the form in which EventBridge writes it: compact, its fields in one
 * order, nothing escaped, the detail last. To find them there costs a fraction of what a stream of
 * tokens does. Any other text is left to {@link EventFields}, which also says what is wrong.
 *
 * <p>Remembers the last names, which most events share, so that they cost neither a search nor a
 * string. Thread-safe: a string is immutable, and one that another thread has just replaced only
 * costs a new one.
 */
final class CompactEnvelope {

    private static final int DETAIL_TYPE = 0;
    private static final int SOURCE = 1;
    private static final int ACCOUNT = 2;
    private static final int REGION = 3;

    private final JsonFactory json;
    private final Routes routes;
    private final DetailBinder binder;
    private final boolean needsParser;
    private final String[] recent = {"", "", "", ""};

    CompactEnvelope(JsonFactory json, Routes routes, DetailBinder binder) {
        this.json = json;
        this.routes = routes;
        this.binder = binder;
        // A length limit counts the whole body, and a comment may hide the last brace of it.
        this.needsParser =
                json.streamReadConstraints().hasMaxDocumentLength()
                        || json.isEnabled(JsonParser.Feature.ALLOW_COMMENTS)
                        || json.isEnabled(JsonParser.Feature.ALLOW_YAML_COMMENTS);
    }

    /** Reads the text into the envelope; false, with nothing read, if it must be read otherwise. */
    boolean read(String text, OpenedEnvelope envelope) {
        if (needsParser) {
            return false;
        }
        CompactText fields = new CompactText(text);
        String id = fields.string("{\"version\":\"0\",\"id\":\"");
        String detailType = fields.name("\",\"detail-type\":\"", recent, DETAIL_TYPE);
        String source = fields.name("\",\"source\":\"", recent, SOURCE);
        String account = fields.name("\",\"account\":\"", recent, ACCOUNT);
        Instant time = fields.time("\",\"time\":\"");
        String region = fields.name("\",\"region\":\"", recent, REGION);
        List<String> resources = fields.strings("\",\"resources\":[");
        fields.skip(",\"detail\":");
        if (!fields.matched()) {
            return false;
        }
        Route<?> route = routes.find(source, detailType);
        boolean read =
                route == null
                        ? !routes.mayTakeOthers() && fields.endsWithObject()
                        : !route.raw() && bind(fields, route, envelope);
        if (!read) {
            return false;
        }
        envelope.see("detail-type", OpenedEnvelope.DETAIL_TYPE);
        envelope.id = id;
        envelope.detailType = detailType;
        envelope.source = source;
        envelope.lookForEvent();
        envelope.account = account;
        envelope.time = time;
        envelope.region = region;
        envelope.resources = resources;
        envelope.route = route;
        return true;
    }

    private boolean bind(Reader detail, Route<?> route, OpenedEnvelope envelope) {
        try (JsonParser parser = json.createParser(detail)) {
            if (parser.nextToken() == null) {
                return false;
            }
            envelope.detail = binder.bind(parser, "", route);
            return parser.nextToken() == null;
        } catch (IOException | RuntimeException | StackOverflowError | AssertionError e) {
            return false; // not swallowed: the stream comes upon it too, and knows where it is
        }
    }
}
