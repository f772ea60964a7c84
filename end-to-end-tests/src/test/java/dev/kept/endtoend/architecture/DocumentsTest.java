package dev.kept.endtoend.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name exists: files, links, classes and tests. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern FILE = Pattern.compile("`([a-z][\\w.-]*(?:/[\\w.-]+)+/?)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.\\w+)*`");
    private static final Pattern ADR = Pattern.compile("(\\d{4})-.+\\.md");

    static Stream<Path> documents() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(docs, top)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_leads_to_a_file(Path document) throws IOException {
        Path folder = ROOT.resolve(document).getParent();

        assertThat(named(LINK, document))
                .filteredOn(link -> !link.contains(":"))
                .allMatch(link -> Files.exists(folder.resolve(link)));
    }

    @Test
    void the_guide_names_files_that_exist() throws IOException {
        Set<String> files = named(FILE, Path.of("CONTRIBUTING.md"));

        assertThat(files).hasSizeGreaterThan(12).allMatch(file -> Files.exists(ROOT.resolve(file)));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void every_test_that_a_guide_names_exists(Path guide) throws IOException {
        Set<String> tests = sources(file -> file.contains("/src/test/java/"));

        assertThat(named(TEST, guide)).isNotEmpty().isSubsetOf(tests);
    }

    static List<Path> guides() {
        return List.of(
                Path.of("CONTRIBUTING.md"),
                Path.of("ARCHITECTURE.md"),
                Path.of("docs/security.md"),
                Path.of("docs/operations.md"));
    }

    @Test
    void decisions_are_numbered_in_order_without_a_gap() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/adr"))) {
            List<Integer> numbers = files.map(file -> file.getFileName().toString())
                    .map(ADR::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted()
                    .toList();

            assertThat(numbers)
                    .isEqualTo(Stream.iterate(1, number -> number + 1)
                            .limit(numbers.size())
                            .toList());
        }
    }

    private static Set<String> named(Pattern what, Path document) throws IOException {
        return what.matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of Java classes in files that are chosen. */
    private static Set<String> sources(Predicate<String> chosen) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .filter(chosen)
                    .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
