package dev.mailroom.local.dynamodb;

import java.util.Locale;

/** An operating system and a processor, named like the classifier of their jar. */
record Platform(String system, String processor) {

    static Platform here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        return new Platform(system(osName.toLowerCase(Locale.ROOT)), processor(osArch));
    }

    private static String system(String osName) {
        if (osName.startsWith("mac")) {
            return "osx";
        }
        return osName.startsWith("windows") ? "windows" : osName.replace(' ', '-');
    }

    private static String processor(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            default -> osArch;
        };
    }

    boolean isWindows() {
        return system.equals("windows");
    }

    /** The file name of the server's executable. */
    String executable() {
        return isWindows() ? "dynoxide.exe" : "dynoxide";
    }

    @Override
    public String toString() {
        return system + "-" + processor;
    }
}
