package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** A user's class path on which the optional dependencies are missing. */
class EventPatternWithoutRulerTest {

    /** What a user's code does; it runs in a class loader of its own. */
    static final class Code {

        private Code() {}

        static List<?> routes() {
            return EventRouter.builder()
                    .on(EventType.of("a", "b", Void.class), event -> {})
                    .withoutEnvelope(EventType.of("a", "b", Void.class))
                    .build()
                    .routes();
        }

        static Object pattern() {
            return EventPattern.of("{\"source\":[\"a\"]}");
        }
    }

    @Test
    void aRouterWithoutPatternsNeedsNoMatcher() throws Exception {
        assertThat((List<?>) call("routes")).hasSize(1);
    }

    @Test
    void aPatternSaysWhatIsMissing() {
        assertThatThrownBy(() -> call("pattern"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "event patterns need AWS's matcher: add the dependency"
                                + " software.amazon.event.ruler:event-ruler");
    }

    private static Object call(String method) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            var code = loader.loadClass(Code.class.getName()).getDeclaredMethod(method);
            code.setAccessible(true);
            return code.invoke(null);
        }
    }

    private static URL[] urls() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!path.contains("event-ruler") && !path.contains("awssdk")) {
                urls.add(new File(path).toURI().toURL());
            }
        }
        return urls.toArray(new URL[0]);
    }
}
