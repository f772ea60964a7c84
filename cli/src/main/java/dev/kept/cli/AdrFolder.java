package dev.kept.cli;

import dev.kept.client.model.ProposeDecisionBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of architecture decision records, as adr-tools, MADR and log4brains keep them, or one of its files. */
final class AdrFolder {

    private static final Pattern NAME = Pattern.compile("\\d+-.+\\.md");

    private AdrFolder() {}

    static Found<ProposeDecisionBody> read(Path folder, @Nullable String linkBase) {
        Found<ProposeDecisionBody> found = new Found<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (!NAME.matcher(name).matches()) {
                found.passOver(name, 1, "its name does not begin with a number.");
                continue;
            }
            String text = TextFile.read(file, name, found);
            if (text != null) {
                new AdrReader(name, text, linkBase == null ? null : linkBase.replaceAll("/+$", "") + "/" + name, found)
                        .read();
            }
        }
        return found;
    }

    private static List<Path> files(Path folder) {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new Failure(ExitCode.USAGE, folder + " is neither a folder nor a file.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
