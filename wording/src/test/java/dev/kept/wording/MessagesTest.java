package dev.kept.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.wording.Messages.Part;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

    private static final Path PLACE = Path.of("src", "main", "resources", "dev", "kept", "wording");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9])");

    /** Every file but the English ones, which the others are translated from. */
    static Stream<Path> translations() throws IOException {
        try (Stream<Path> files = Files.list(PLACE)) {
            return files.filter(file -> file.getFileName().toString().contains("_")).toList().stream();
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(PLACE)) {
            return files.toList().stream();
        }
    }

    /** Problems are said in English by the API itself. */
    static Stream<Path> translationsOfMessages() throws IOException {
        return translations().filter(file -> !file.getFileName().toString().startsWith("problems"));
    }

    @ParameterizedTest
    @MethodSource("translationsOfMessages")
    void every_language_has_every_message(Path file) {
        assertThat(new TreeSet<>(read(file).stringPropertyNames()))
                .isEqualTo(new TreeSet<>(english(file).stringPropertyNames()));
    }

    @ParameterizedTest
    @MethodSource("translationsOfMessages")
    void a_message_has_the_same_places_in_every_language(Path file) {
        Properties english = english(file);
        Properties translated = read(file);
        for (String key : english.stringPropertyNames()) {
            assertThat(places(translated.getProperty(key, ""))).as(key).isEqualTo(places(english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_message_is_a_pattern_that_says_something(Path file) {
        Properties messages = read(file);
        for (String key : messages.stringPropertyNames()) {
            String pattern = messages.getProperty(key);
            assertThat(pattern).as(key).isNotBlank();
            assertThat(pattern.replace("''", ""))
                    .as("apostrophes are written twice: " + key)
                    .doesNotContain("'");
            new MessageFormat(pattern, Locale.ROOT);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_key_stands_in_a_file_twice(Path file) throws IOException {
        List<String> keys = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void a_language_is_spoken_where_it_has_files() {
        assertThat(Messages.speaks(Locale.GERMANY)).isTrue();
        assertThat(Messages.speaks(Locale.US)).isTrue();
        assertThat(Messages.speaks(Locale.FRANCE)).isFalse();
        assertThat(Messages.of(Locale.forLanguageTag("de-AT")).text("language")).isEqualTo("de");
        assertThat(Messages.of(Locale.FRANCE).text("language")).isEqualTo("en");
    }

    @Test
    void numbers_and_plurals_follow_the_language() {
        assertThat(Messages.of(Locale.UK).text("page.common.entry-count", 1)).isEqualTo("1 entry");
        assertThat(Messages.of(Locale.UK).text("page.common.entry-count", 1234)).isEqualTo("1,234 entries");
        assertThat(Messages.of(Locale.GERMANY).text("page.common.entry-count", 1))
                .isEqualTo("1 Eintrag");
        assertThat(Messages.of(Locale.GERMANY).text("page.common.entry-count", 1234))
                .isEqualTo("1.234 Einträge");
    }

    @Test
    void a_sentence_is_cut_where_something_is_put_into_it() {
        assertThat(Messages.of(Locale.UK).parts("page.commitment.proposal-of-theirs", Set.of(0, 1, 2)))
                .containsExactly(
                        new Part("", 0),
                        new Part(" proposes other terms: due ", -1),
                        new Part("", 1),
                        new Part(" instead of ", -1),
                        new Part("", 2));
        assertThat(Messages.of(Locale.GERMANY).parts("page.me.drafts-stored", Set.of(2), 1, 0))
                .containsExactly(
                        new Part("1 von Ihnen", -1),
                        new Part(", ", -1),
                        new Part("keine, die Sie für andere lesen", -1),
                        new Part(". Sie sehen und löschen sie unter ", -1),
                        new Part("", 2),
                        new Part("; kein Protokoll enthält sie.", -1));
    }

    @Test
    void an_argument_that_looks_like_a_place_stays_text() {
        assertThat(Messages.of(Locale.UK).parts("page.board.rate", Set.of(1), "{1}"))
                .containsExactly(new Part("{1}", -1), new Part(" of ", -1), new Part("", 1));
    }

    @Test
    void a_message_that_there_is_not_is_a_fault() {
        Messages messages = Messages.of(Locale.UK);

        assertThatThrownBy(() -> messages.text("page.nothing.of-the-kind"))
                .isInstanceOf(MissingResourceException.class);
    }

    private static Properties english(Path translation) {
        String name = translation.getFileName().toString();
        return read(PLACE.resolve(name.substring(0, name.indexOf('_')) + ".properties"));
    }

    private static Properties read(Path file) {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            messages.load(reader);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return messages;
    }

    private static Set<String> places(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
