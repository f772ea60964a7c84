package dev.kept.wording;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which language somebody reads: one that was chosen, else the first accepted one that there are messages in, else English. */
public final class Languages {

    /** The cookie that names the language that was chosen in a browser, for everything of Kept under one address. */
    public static final String COOKIE = "kept-language";

    /** All that there are messages in. */
    public static final List<Locale> ALL = Arrays.stream(Locale.getISOLanguages())
            .map(Locale::of)
            .filter(Languages::isKnown)
            .toList();

    private Languages() {}

    /**
     * The locale to write in. A chosen language is written as in the accepted country, if there is one; English without a country is written
     * as in Britain.
     *
     * @param chosen one of {@link #ALL}; null when nothing was
     * @param accepted the header {@code Accept-Language}; null when there is none
     */
    public static Locale of(@Nullable Locale chosen, @Nullable String accepted) {
        List<Locale> known = known(accepted);
        if (chosen == null) {
            return known.isEmpty() ? Locale.UK : known.getFirst();
        }
        return known.stream()
                .filter(each -> each.getLanguage().equals(chosen.getLanguage()))
                .findFirst()
                .orElse(written(chosen));
    }

    /** What a header asks for and there are messages in; empty when it asks for nothing of the kind. */
    public static Optional<Locale> accepted(@Nullable String header) {
        return known(header).stream().findFirst();
    }

    /** The language that somebody named; null where there are no messages in it. */
    public static @Nullable Locale named(String tag) {
        Locale named = Locale.forLanguageTag(tag);
        return named.getLanguage().isEmpty() || !isKnown(named) ? null : Locale.of(named.getLanguage());
    }

    /** A locale by its tag, as it was stored; English where it is none that there are messages in. */
    public static Locale stored(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        return isKnown(locale) ? written(locale) : Locale.UK;
    }

    public static boolean isKnown(Locale locale) {
        return Messages.speaks(locale) && DateStyle.knows(locale);
    }

    private static List<Locale> known(@Nullable String header) {
        if (header == null) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()).stripExtensions())
                    .filter(Languages::isKnown)
                    .map(Languages::written)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static Locale written(Locale locale) {
        return locale.equals(Locale.ENGLISH) ? Locale.UK : locale;
    }
}
