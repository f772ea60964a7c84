package dev.kept.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.wording.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The English words of the bundles, to be looked for where another language is asked for. */
public final class English {

    /** Shorter ones are part of German words. */
    private static final int SHORTEST = 8;

    /** What a message says between its places, where German says something else. */
    private static final List<String> WORDS = Stream.of("words", "documents", "mails", "calendars")
            .filter(Messages.BUNDLES::contains)
            .flatMap(English::wordsOf)
            .toList();

    private English() {}

    private static Stream<String> wordsOf(String bundle) {
        ResourceBundle english = bundle(bundle, Locale.ROOT);
        ResourceBundle german = bundle(bundle, Locale.GERMAN);
        Set<String> known = german.keySet().stream()
                .flatMap(key -> parts(german.getString(key)))
                .collect(Collectors.toSet());
        return english.keySet().stream()
                .flatMap(key -> parts(english.getString(key)))
                .filter(part -> !known.contains(part));
    }

    private static Stream<String> parts(String pattern) {
        return Arrays.stream(pattern.replace("''", "'").split("\\{[^}]*}|[{}]"))
                .map(String::strip)
                .filter(part -> part.length() >= SHORTEST);
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                "dev.kept.wording." + name,
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public static void isNotIn(String text) {
        String said = text.replaceAll("\\s+", " ");
        assertThat(WORDS).hasSizeGreaterThan(100);
        assertThat(WORDS.stream().filter(said::contains)).isEmpty();
    }
}
