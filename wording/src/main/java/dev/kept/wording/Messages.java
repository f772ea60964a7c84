package dev.kept.wording;

import java.text.AttributedCharacterIterator;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one language, from the bundles beside this class: each is a pattern of {@link MessageFormat}. Where a language has no
 * bundles, English.
 */
public final class Messages {

    /** One file of each for every language; the English ones have no suffix. */
    public static final List<String> BUNDLES =
            List.of("words", "pages", "forms", "problems", "documents", "mails", "calendars", "accounts");

    private static final String PLACE = "dev.kept.wording.";
    private static final String SLOT = "\uFFFC";

    /** Locales come from requests, so not all of them are kept. */
    private static final int MOST_KEPT = 100;

    private static final Map<Locale, List<ResourceBundle>> KEPT = new ConcurrentHashMap<>();

    /**
     * A part of a sentence.
     *
     * @param slot the number of what is put there; -1 for plain text
     */
    public record Part(String text, int slot) {

        public boolean isText() {
            return slot < 0;
        }
    }

    private final Locale locale;
    private final List<ResourceBundle> bundles;

    private Messages(Locale locale, List<ResourceBundle> bundles) {
        this.locale = locale;
        this.bundles = bundles;
    }

    public static Messages of(Locale locale) {
        if (KEPT.size() > MOST_KEPT) {
            KEPT.clear();
        }
        return new Messages(
                locale,
                KEPT.computeIfAbsent(
                        locale,
                        wanted -> BUNDLES.stream()
                                .map(name -> bundle(name, wanted))
                                .toList()));
    }

    /** Whether there are messages in that language. */
    public static boolean speaks(Locale locale) {
        String language = locale.getLanguage();
        return language.equals(Locale.ENGLISH.getLanguage())
                || (!language.isEmpty()
                        && bundle(BUNDLES.getFirst(), locale)
                                .getLocale()
                                .getLanguage()
                                .equals(language));
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                PLACE + name,
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public Locale locale() {
        return locale;
    }

    public boolean has(String key) {
        return pattern(key) != null;
    }

    /** The message as it stands in its file; null when there is none. */
    public @Nullable String pattern(String key) {
        for (ResourceBundle bundle : bundles) {
            if (bundle.containsKey(key)) {
                return bundle.getString(key);
            }
        }
        return null;
    }

    /** @throws MissingResourceException when there is no such message */
    public String text(String key, Object... arguments) {
        return format(key).format(arguments);
    }

    /**
     * A sentence in the order of its language, cut where something else than text is put into it.
     *
     * @param slots numbers of the places that are left to the caller
     * @param arguments for the other places
     */
    public List<Part> parts(String key, Set<Integer> slots, Object... arguments) {
        int places = slots.stream().mapToInt(slot -> slot + 1).max().orElse(0);
        Object[] all = Arrays.copyOf(arguments, Math.max(places, arguments.length));
        slots.forEach(slot -> all[slot] = SLOT);
        List<Part> parts = new ArrayList<>();
        AttributedCharacterIterator text = format(key).formatToCharacterIterator(all);
        while (text.getIndex() < text.getEndIndex()) {
            Object argument = text.getAttribute(MessageFormat.Field.ARGUMENT);
            int end = text.getRunLimit(MessageFormat.Field.ARGUMENT);
            StringBuilder run = new StringBuilder();
            for (int at = text.getIndex(); at < end; at++) {
                run.append(text.setIndex(at));
            }
            text.setIndex(end);
            boolean isSlot = argument instanceof Integer number && slots.contains(number);
            parts.add(new Part(isSlot ? "" : run.toString(), isSlot ? (Integer) argument : -1));
        }
        return parts;
    }

    private MessageFormat format(String key) {
        String pattern = pattern(key);
        if (pattern == null) {
            throw new MissingResourceException("There is no message " + key, PLACE, key);
        }
        return new MessageFormat(pattern, locale);
    }
}
