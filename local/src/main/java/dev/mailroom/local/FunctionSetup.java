package dev.mailroom.local;

import java.nio.file.Path;
import java.time.Clock;

/** What all function processes of a pipeline share. */
record FunctionSetup(
        TempFolder folder,
        Path launcher,
        Path nativeLibrary,
        LocalEndpoints endpoints,
        Steps steps,
        Clock clock) {}
