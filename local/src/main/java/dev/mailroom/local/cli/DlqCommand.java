package dev.mailroom.local.cli;

import picocli.CommandLine.Command;

/** The commands for a dead-letter queue. */
@Command(
        name = "dlq",
        description = "Reports what is in a dead-letter queue, tries it, and sends it back.",
        subcommands = {
            DlqReportCommand.class,
            DlqShowCommand.class,
            DlqTryCommand.class,
            DlqRedriveCommand.class,
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DlqCommand {}
