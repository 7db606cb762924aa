package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a native image has to keep for core's reflective calls. */
class NativeImageTest {

    private static final Pattern CLASS = Pattern.compile("\"name\": \"([\\w.$]+\\.[\\w.$]+)\"");
    private static final Pattern METHOD = Pattern.compile("\"name\": \"(\\w+)\"");

    @Test
    void namesTheClassesThatCoreLooksUpByName() throws IOException {
        Pattern constant = Pattern.compile("\"((?:java|software)\\.[\\w.$]+)\"");
        TreeSet<String> lookedUp = new TreeSet<>();
        lookedUp.add("java.lang.Thread");
        for (String file : new String[] {"LaneThreads", "TraceHeader"}) {
            String source = Files.readString(Path.of("src/main/java/dev/mailroom", file + ".java"));
            constant.matcher(source).results().map(NativeImageTest::name).forEach(lookedUp::add);
        }

        assertThat(CLASS.matcher(metadata()).results().map(NativeImageTest::name))
                .containsExactlyElementsOf(lookedUp);
    }

    @Test
    void namesMethodsThatTheSdkHas() throws Exception {
        String sdk = metadata().substring(metadata().indexOf("software."));
        Class<?> storage = Class.forName("software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

        assertThat(METHOD.matcher(sdk).results().map(NativeImageTest::name))
                .containsExactly("get", "put", "remove")
                .isSubsetOf(
                        Arrays.stream(storage.getMethods())
                                .map(method -> method.getName())
                                .collect(Collectors.toSet()));
    }

    private static String name(MatchResult match) {
        return match.group(1);
    }

    private static String metadata() throws IOException {
        String file = "/META-INF/native-image/dev.mailroom/mailroom-core/reflect-config.json";
        try (InputStream text =
                Objects.requireNonNull(SqsBatchHandler.class.getResourceAsStream(file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
