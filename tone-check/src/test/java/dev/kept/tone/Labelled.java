package dev.kept.tone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A sentence of the labelled ones: see {@code labelled/README.md}. */
record Labelled(Set<String> labels, String sentence) {

    /** @param name of the file, e.g. {@code dev.tsv} */
    static List<Labelled> read(String name) {
        try (InputStream file = Labelled.class.getResourceAsStream("/labelled/" + name)) {
            String lines = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            return lines.lines().map(Labelled::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Labelled of(String line) {
        int tab = line.indexOf('\t');
        String labels = line.substring(0, tab);
        return new Labelled(labels.equals("-") ? Set.of() : Set.of(labels.split(",")), line.substring(tab + 1));
    }
}
