package dev.mailroom.eventbridge;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.junit.jupiter.api.Tag;

/**
 * Any bytes at all, led by what of the code they reach. Without {@code JAZZER_FUZZ=1} it runs the
 * inputs that are kept beside it.
 */
@Tag("fuzz")
class EnvelopeFuzzTest {

    @FuzzTest(maxDuration = "")
    void anyBytesAreAnEventOrPoison(byte[] bytes) throws Exception {
        AnyBody.assertEventOrPoison(bytes);
    }
}
