package dev.mailroom.local.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"mailroom " + (version == null ? "(not from a jar)" : version)};
    }
}
