package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.model.LocalEndpoints;

import java.nio.file.Path;
import java.time.Clock;

/** The setup that all function processes of a pipeline share. */
record FunctionSetup(
        TempFolder folder,
        Path launcher,
        Path nativeLibrary,
        LocalEndpoints endpoints,
        Steps steps,
        Clock clock) {}
