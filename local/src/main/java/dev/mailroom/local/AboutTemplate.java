package dev.mailroom.local;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.internal.console.ConsoleParts.About;
import dev.mailroom.local.internal.template.language.Remark;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What the console says of a template: its folder, its notes, and what the doctor finds now. */
final class AboutTemplate {

    private AboutTemplate() {}

    static About of(LocalTemplate template, Path file, List<Remark> notes) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path name = folder == null ? null : folder.getFileName();
        return new About(
                name == null ? file.toString() : name.toString(),
                notes.stream().map(Remark::toString).toList(),
                () -> findings(template));
    }

    private static List<String> findings(LocalTemplate template) {
        try {
            return Doctor.check(template).stream().map(Finding::describe).toList();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return List.of("The doctor cannot read the template any more: " + e.getMessage());
        }
    }
}
