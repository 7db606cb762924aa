package dev.mailroom.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.cli.Main;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Puts an event by the command line. */
final class Put {

    private Put() {}

    /** Puts a signup at the address that a line of {@code dev} says. */
    static void signup(String upAt) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int exitCode =
                Main.run(
                        out,
                        out,
                        "put",
                        "--endpoint=" + upAt.replaceAll(".*Up at (\\S+);.*", "$1"),
                        "--source=my.webapp",
                        "--detail-type=UserSignup",
                        "--detail={\"user_id\": \"u-1\", \"email\": \"a@example.com\", \"name\": \"Ada\"}");
        assertThat(exitCode).isZero();
    }
}
