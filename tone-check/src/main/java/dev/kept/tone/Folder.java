package dev.kept.tone;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;

/**
 * Where rules come from: those that Kept brings, and an operator's own folder with one folder per language in it.
 *
 * @param own null when there is none
 */
record Folder(@Nullable Path own) {

    /** The languages that Kept brings rules for. */
    static final List<String> BUILT_IN = List.of("en", "de");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /**
     * A file of rules.
     *
     * @param name by which it is told of when it is wrong
     */
    record File(String name, String content) {

        InputSource open() {
            return new InputSource(new StringReader(content));
        }
    }

    TreeSet<String> languages() {
        TreeSet<String> languages = new TreeSet<>(BUILT_IN);
        if (own != null && Files.isDirectory(own)) {
            paths(own).stream()
                    .filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .filter(each -> LANGUAGE.matcher(each).matches())
                    .forEach(languages::add);
        }
        return languages;
    }

    /** Kept's file first, then the operator's in the order of their names. */
    List<File> files(String language) {
        List<File> files = new ArrayList<>();
        if (BUILT_IN.contains(language)) {
            files.add(builtIn(language));
        }
        files.addAll(ownFiles(language));
        return files;
    }

    List<File> ownFiles(String language) {
        if (own == null || !Files.isDirectory(own.resolve(language))) {
            return List.of();
        }
        return paths(own.resolve(language)).stream()
                .filter(each -> each.toString().endsWith(".xml"))
                .map(Folder::read)
                .toList();
    }

    private static File builtIn(String language) {
        String name = language + "/rules.xml";
        try (InputStream rules = Folder.class.getResourceAsStream(name)) {
            return new File(
                    name, new String(Objects.requireNonNull(rules, name).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File read(Path path) {
        try {
            return new File(path.toString(), new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> paths(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
