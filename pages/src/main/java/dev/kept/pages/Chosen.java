package dev.kept.pages;

import dev.kept.http.Zones;
import dev.kept.wording.DateOrder;
import dev.kept.wording.Doc;
import dev.kept.wording.Languages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a reader chose in the settings.
 *
 * @param version of the settings; 0 while nothing was chosen
 * @param language null to go by the browser
 * @param zone null to go by the browser
 * @param coolingOff how long a draft cools, as the API names it; empty for until the next morning
 */
record Chosen(
        long version, @Nullable Locale language, @Nullable ZoneId zone, DateOrder dates, String coolingOff) {

    private static final int MARK_BYTES = 8;

    static final Chosen NOTHING = new Chosen(0, null, null, DateOrder.BY_LANGUAGE, "");

    /**
     * Differs from one choice to the next, also where everything was removed in between and the versions began anew; says nothing of what
     * was chosen. Of the characters that cookies hold.
     */
    String mark() {
        String choices = String.join(
                "\n",
                Long.toString(version),
                language == null ? "" : language.toLanguageTag(),
                zone == null ? "" : zone.getId(),
                dates.wireName(),
                coolingOff);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(choices.getBytes(StandardCharsets.UTF_8));
            return version + "." + HexFormat.of().formatHex(digest, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @param settings as the API answers them */
    static Chosen of(Doc settings) {
        String zone = settings.string("zone");
        return new Chosen(
                settings.number("version"),
                Languages.named(settings.string("language")),
                Zones.ids().contains(zone) ? ZoneId.of(zone) : null,
                DateOrder.named(settings.string("dates")).orElse(DateOrder.BY_LANGUAGE),
                settings.string("coolingOff"));
    }
}
