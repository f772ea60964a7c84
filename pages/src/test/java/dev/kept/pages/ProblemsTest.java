package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Problems of the API in the reader's language: by their codes, where it has them. */
class ProblemsTest {

    /** Of programs alone: witnesses, verifiers, and headers that a browser does not send. */
    private static final Set<String> NOT_ON_PAGES = Set.of(
            "key-change-refused",
            "malformed-checkpoint",
            "malformed-json",
            "malformed-query",
            "not-acceptable",
            "not-consistent",
            "other-history",
            "out-of-order",
            "tile-not-found",
            "too-many-witnesses",
            "unauthenticated",
            "internal-error",
            "unknown-origin",
            "witness-key-used",
            "witness-not-found");

    private static final Pattern CODE = Pattern.compile(
            "(?:Rejected(?:\\.rule|\\.unknown)?\\((?:\\s*Reason\\.\\w+,)?"
                    + "|Problem\\.of\\(\\s*\\d+,|FieldError\\([^\"]*\"[^\"]*\"[^\"]*,|new Invalid\\(|refuse\\()\\s*\"([a-z]+(?:-[a-z]+)*)\"");

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module : List.of("http-conventions", "commitments-service", "projections", "subscriptions")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    CODE.matcher(Files.readString(source)).results().forEach(match -> codes.add(match.group(1)));
                }
            }
        }
        return codes;
    }

    @Test
    void german_has_each_that_a_page_can_meet() throws IOException {
        Set<String> missing = codes();
        assertThat(missing).hasSizeGreaterThan(140);
        missing.removeAll(NOT_ON_PAGES);
        missing.removeIf(code -> german().containsKey("problem." + code));

        assertThat(missing).isEmpty();
    }

    @Test
    void a_problem_is_said_in_the_language_of_the_reader() {
        Doc problem = Doc.read("""
            {"code": "due-in-past", "detail": "The date has already passed.", "facts": {"due": "2026-01-01"}}\
            """);

        assertThat(new Words(Locale.UK).problem(problem)).isEqualTo("The date has already passed.");
        assertThat(new Words(Locale.GERMANY).problem(problem))
                .isEqualTo("Der Termin liegt schon in der Vergangenheit.");
    }

    @Test
    void what_a_language_does_not_know_is_said_as_the_api_says_it() {
        Doc unknown = Doc.read("""
            {"code": "never-heard-of", "detail": "It is late."}\
            """);

        assertThat(new Words(Locale.GERMANY).problem(unknown)).isEqualTo("It is late.");
        assertThat(new Words(Locale.GERMANY).problem(Doc.read("{}"))).isEqualTo("Das kann nicht eingetragen werden.");
    }

    private static ResourceBundle german() {
        return ResourceBundle.getBundle("dev.kept.wording.problems", Locale.GERMAN);
    }
}
