package dev.kept.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToneCheckTest {

    private static final ToneCheck CHECK = new ToneCheck(null, fault -> {});

    @Test
    void quotes_the_words_by_their_place_in_the_text_whatever_stands_before() {
        String text = "Hallo \uD83D\uDE42.\r\n\r\nThank you for Monday. You\u2019re so lazy, and that is that.";

        Note mark = CHECK.check("en", text).marks().getFirst();

        assertThat(text.substring(mark.from(), mark.to())).isEqualTo("You\u2019re so lazy");
        assertThat(mark.category()).isEqualTo("character");
        assertThat(mark.name()).isEqualTo("A label on somebody");
        assertThat(mark.explanation()).isNotBlank().doesNotContain("<");
        assertThat(mark.gentler())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each).isNotBlank());
    }

    @Test
    void names_what_is_good_too() {
        Tone tone = CHECK.check("en", "On Monday the build failed. I was worried. Could you call me?");

        assertThat(tone.marks()).isEmpty();
        assertThat(tone.good()).extracting(Note::category).containsExactly("observation", "i-statement", "request");
    }

    @Test
    void leaves_words_of_others_in_quotation_marks_alone() {
        assertThat(CHECK.check("en", "The sentence \u201cyou are lazy\u201d hurt me.")
                        .marks())
                .isEmpty();
        assertThat(CHECK.check("en", "The sentence 'you are lazy' hurt me.").marks())
                .isEmpty();
    }

    @Test
    void has_nothing_to_say_of_nothing() {
        assertThat(CHECK.check("en", " \n\n ")).isEqualTo(new Tone(List.of(), List.of()));
    }

    @Test
    void knows_no_language_without_rules() {
        assertThat(CHECK.languages()).containsExactly("de", "en");
        assertThatThrownBy(() -> CHECK.check("fr", "Bonjour.")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stops_when_it_is_interrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> CHECK.check("en", "You are lazy.")).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void reads_the_longest_text_within_a_second_or_two() {
        String text = "you are we never always what you think if you or not and ".repeat(175);
        long start = System.nanoTime();

        CHECK.check("en", text);

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Nested
    class Before_the_first_text {

        /** Has its own copies of all classes, and tells which of them it has loaded. */
        private static final class Watched extends URLClassLoader {
            Watched(URL[] classPath) {
                super(classPath, ClassLoader.getPlatformClassLoader());
            }

            boolean has(String name) {
                return findLoadedClass(name) != null;
            }
        }

        @Test
        void nothing_of_the_engine_is_loaded() throws Exception {
            try (Watched watched = new Watched(classPath())) {
                Class<?> type = watched.loadClass(ToneCheck.class.getName());
                Consumer<String> complaints = fault -> {};
                Object check = type.getConstructor(Path.class, Consumer.class).newInstance(null, complaints);
                type.getMethod("languages").invoke(check);
                type.getMethod("faults").invoke(check);

                assertThat(type.getMethod("isLoaded").invoke(check)).isEqualTo(false);
                assertThat(watched.has("org.languagetool.Language")).isFalse();

                type.getMethod("check", String.class, String.class).invoke(check, "en", "You are lazy.");

                assertThat(type.getMethod("isLoaded").invoke(check)).isEqualTo(true);
                assertThat(watched.has("org.languagetool.Language")).isTrue();
            }
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(each -> url(Path.of(each)))
                    .toArray(URL[]::new);
        }

        private static URL url(Path path) {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    class With_rules_of_the_operators_own {

        private static final String ONE = """
                <rules lang="%s">
                  <category id="%s" name="%s">
                    <rule id="%s" name="a rule"%s>
                      <regexp>%s</regexp>
                      <message>Because.</message>
                      <suggestion>rather</suggestion>
                    </rule>
                  </category>
                </rules>
                """;

        private final List<String> complaints = new ArrayList<>();

        @TempDir
        Path folder;

        private ToneCheck check() {
            return new ToneCheck(folder, complaints::add);
        }

        private void write(String file, String text) throws IOException {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }

        @Test
        void adds_them_to_those_of_a_language() throws Exception {
            write("en/house.xml", ONE.formatted("en", "HOUSE_WORDS", "House words", "ASAP", "", "\\bASAP\\b"));

            Tone tone = check().check("en", "You are lazy, I need it ASAP.");

            assertThat(tone.marks()).extracting(Note::category).containsExactly("character", "house-words");
            assertThat(complaints).isEmpty();
        }

        /** Else whoever lets the time of enough checks run out switches off the rules for everybody. */
        @Test
        void are_still_used_after_checks_were_interrupted_while_one_was_applied() throws Exception {
            ToneCheck check = check();
            String text = "You never listen, and you always were late with this. ".repeat(180);
            check.check("en", text);
            for (int millis = 1; millis <= 40; millis++) {
                Thread checking = Thread.ofPlatform().start(() -> {
                    try {
                        check.check("en", text);
                    } catch (CancellationException e) {
                        // As it should.
                    }
                });
                Thread.sleep(millis);
                checking.interrupt();
                checking.join(Duration.ofSeconds(20));
            }

            assertThat(complaints).isEmpty();
        }

        @Test
        void replaces_and_switches_off_the_rules_of_the_same_id() throws Exception {
            write(
                    "en/house.xml",
                    ONE.formatted("en", "CHARACTER", "x", "CHARACTER_YOU_ARE", " default=\"off\"", "never"));

            assertThat(check().check("en", "You are lazy.").marks()).isEmpty();
        }

        @Test
        void speaks_a_language_that_kept_does_not() throws Exception {
            write("fr/regles.xml", ONE.formatted("fr", "CHARACTER", "Étiquette", "PARESSE", "", "paresseux"));

            assertThat(check().languages()).isEqualTo(Set.of("de", "en", "fr"));
            assertThat(check().check("fr", "Tu es paresseux.").marks())
                    .singleElement()
                    .extracting(Note::name)
                    .isEqualTo("Étiquette");
        }

        @Test
        void says_where_a_file_is_wrong_and_goes_on_without_it() throws Exception {
            write("en/broken.xml", "<rules lang=\"en\">\n<category>\n</rules>");
            write("en/pattern.xml", ONE.formatted("en", "X", "x", "X", "", "(never"));
            write(
                    "en/silent.xml",
                    ONE.formatted("en", "X", "x", "Y", "", "never").replace("<suggestion>rather</suggestion>", ""));
            ToneCheck check = check();

            assertThat(check.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault).contains("broken.xml, line 3"));
            assertThat(check.isLoaded()).isFalse();
            assertThat(check.check("en", "You are lazy.").marks()).hasSize(1);
            assertThat(complaints)
                    .satisfiesExactly(
                            fault -> assertThat(fault).contains("broken.xml, line 2"),
                            fault -> assertThat(fault).contains("pattern.xml, line 7"),
                            fault -> assertThat(fault).contains("silent.xml, rule Y", "<suggestion>"));
        }

        @Test
        void fetches_nothing_from_outside_a_file() throws Exception {
            write(
                    "en/outside.xml",
                    "<!DOCTYPE rules [<!ENTITY out SYSTEM \"file:///etc/hostname\">]>"
                            + ONE.formatted("en", "X", "&out;", "X", "", "never"));
            ToneCheck check = check();

            assertThat(check.check("en", "You are lazy.").marks()).hasSize(1);
            assertThat(complaints)
                    .singleElement()
                    .satisfies(fault -> assertThat(fault).contains("outside.xml"));
        }

        @Test
        void says_that_the_folder_is_not_there() {
            assertThat(new ToneCheck(folder.resolve("none"), complaints::add).faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault).contains("none is no folder"));
        }
    }
}
