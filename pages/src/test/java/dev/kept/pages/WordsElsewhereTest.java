package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.wording.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents, exports, mails, calendars and the pages of accounts take their words from the bundles, and use all of them. */
class WordsElsewhereTest {

    private static final Path ROOT = Path.of("..");

    /** All that makes words for people. */
    private static final List<Path> MAKERS = List.of(
            ROOT.resolve("projections/src/main/java/dev/kept/projections/views/document/MarkdownDocument.java"),
            ROOT.resolve("projections/src/main/java/dev/kept/projections/views/document/Typesetting.java"),
            ROOT.resolve("projections/src/main/java/dev/kept/projections/views/export/MarkdownHistory.java"),
            ROOT.resolve("subscriptions/src/main/java/dev/kept/subscriptions/reminders/Letters.java"),
            ROOT.resolve("subscriptions/src/main/java/dev/kept/subscriptions/calendar/Wording.java"),
            ROOT.resolve("subscriptions/src/main/java/dev/kept/subscriptions/calendar/Dates.java"),
            ROOT.resolve("accounts/src/main/java/dev/kept/accounts/web/AccountPage.java"),
            ROOT.resolve("accounts/src/main/java/dev/kept/accounts/web/Errors.java"),
            ROOT.resolve("accounts/src/main/java/dev/kept/accounts/web/SignInPage.java"),
            ROOT.resolve("accounts/src/main/java/dev/kept/accounts/web/SignUpPage.java"),
            ROOT.resolve("accounts/src/main/java/dev/kept/accounts/web/Waiting.java"));

    private static final List<Path> TEMPLATES = List.of(
            ROOT.resolve("projections/src/main/resources/templates/document"),
            ROOT.resolve("subscriptions/src/main/resources/templates/mail"),
            ROOT.resolve("accounts/src/main/resources/templates/accounts"));

    private static final Pattern EXPRESSION = Pattern.compile("\\[\\(.*?\\)]|\\[# .*?\"]|\\[/]");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PROSE = Pattern.compile("\\p{L}{2,},? \\p{L}{2,}|^\\p{Lu}\\p{Ll}+ ?\\p{Punct}?$");
    private static final Pattern NOT_SHOWN = Pattern.compile("Exception\\(|Problem\\.|@\\w+\\(|^\\s*(\\*|//|/\\*)");

    @ParameterizedTest
    @ValueSource(strings = {"confirmation.txt", "reminders.txt"})
    void no_mail_without_markup_holds_a_word_of_its_own(String name) throws IOException {
        String template = Files.readString(TEMPLATES.get(1).resolve(name));

        assertThat(LETTERS.matcher(EXPRESSION.matcher(template).replaceAll("")).find())
                .isFalse();
        assertThat(LETTERS.matcher(EXPRESSION.matcher("Good day,\n[(${x})]").replaceAll(""))
                        .find())
                .isTrue();
    }

    @Test
    void no_source_gives_a_word() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : MAKERS) {
            for (String line : Files.readAllLines(source)) {
                if (!NOT_SHOWN.matcher(line).find()) {
                    LITERAL.matcher(line)
                            .results()
                            .map(match -> match.group(1))
                            .filter(text -> PROSE.matcher(text).find())
                            .forEach(text -> found.add(source.getFileName() + ": " + text));
                }
            }
        }

        assertThat(found).isEmpty();
        assertThat(PROSE.matcher("There were too many").find()).isTrue();
        assertThat(PROSE.matcher("Planned").find()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "documents, document|history, 60",
        "mails, mail, 20",
        "calendars, calendar, 20",
        "accounts, accounts, 50"
    })
    void every_message_is_there_and_used(String bundle, String prefixes, int atLeast) throws IOException {
        String sources = sources();
        Set<String> keys = ResourceBundle.getBundle(
                        "dev.kept.wording." + bundle,
                        Locale.ROOT,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .keySet();
        Set<String> used = Pattern.compile("(?:#\\{|[\"'])((?:" + prefixes + ")\\.[\\w.-]*[\\w-])(?=[\"'(}])")
                .matcher(sources)
                .results()
                .map(match -> match.group(1))
                // Settings of the mail library, and beginnings of keys.
                .filter(key -> !key.startsWith("mail.smtp.") && !key.endsWith("-"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> families = Pattern.compile("[\"']((?:" + prefixes + ")\\.[\\w-]+\\.)[\"']")
                .matcher(sources)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(used).hasSizeGreaterThan(atLeast / 2).allMatch(Messages.of(Locale.UK)::has);
        assertThat(keys).hasSizeGreaterThan(atLeast);
        assertThat(keys.stream()
                        .filter(key -> !used.contains(key) && families.stream().noneMatch(key::startsWith)))
                .isEmpty();
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("projections", "subscriptions", "accounts")) {
            for (String part : List.of("java", "resources/templates")) {
                try (Stream<Path> files =
                        Files.walk(ROOT.resolve(module).resolve("src/main").resolve(part))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        all.append(Files.readString(file)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }
}
