package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the documents name is there: a reader who follows a name finds something. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern OPERATION = Pattern.compile("`([a-z][a-zA-Z]+)`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+Test)`");

    /** A test class, its nested classes and one of its tests; or, with the dot first, a test of the class named before it. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)?((?:\\.[A-Z]\\w*)*)(?:\\.([a-z]\\w+))?`");

    private final Map<String, Path> tests = tests();

    @Test
    void each_practice_leads_to_operations_and_tests_that_exist() throws IOException {
        Set<String> operations =
                Operation.of(JsonMapper.shared().readTree(Files.readString(ROOT.resolve("docs/openapi.json"))), "/api")
                        .stream()
                        .map(Operation::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        String[] rows = rows("docs/practices.md");

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            String[] cells = row.split("\\|", -1);
            assertThat(names(OPERATION, cells[2])).isNotEmpty().isSubsetOf(operations);
            assertThat(names(CLASS, cells[3])).isNotEmpty().isSubsetOf(tests.keySet());
        });
    }

    @Test
    void each_invariant_is_proved_by_tests_that_exist() throws IOException {
        for (String row : rows("ARCHITECTURE.md")) {
            String proof = row.split("\\|", -1)[2];
            String before = "";
            for (MatchResult found : TEST.matcher(proof).results().toList()) {
                String name = found.group(1) == null ? before : found.group(1);
                Path test = tests.get(name);
                if (test == null) {
                    throw new AssertionError("no test is called " + name + ": " + row);
                }
                if (found.group(3) != null) {
                    assertThat(Files.readString(test)).as(row).contains("void " + found.group(3) + "(");
                }
                before = name;
            }
        }
    }

    private static String[] rows(String document) throws IOException {
        return Files.readString(ROOT.resolve(document))
                .lines()
                .filter(line -> line.startsWith("| ") && CLASS.matcher(line).find())
                .toArray(String[]::new);
    }

    private static Set<String> names(Pattern pattern, String cell) {
        return pattern.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Map<String, Path> tests() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> !ROOT.relativize(file).toString().contains("target/")
                            && file.toString().contains("src/test/java")
                            && file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file, (a, b) -> a));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
