package dev.kept.subscriptions.settings;

import dev.kept.wording.DateOrder;
import dev.kept.wording.Languages;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a person.
 *
 * @param version changes with each change; 0 while nothing was ever chosen
 * @param language one that Kept has messages in; null to go by the request
 * @param zone null to go by the browser
 * @param coolingOff how long a draft cools when its author says nothing else; null for until the next morning
 */
public record Settings(
        UUID member,
        long version,
        @Nullable Locale language,
        @Nullable ZoneId zone,
        DateOrder dates,
        @Nullable CoolingOff coolingOff) {

    /** Of somebody who chose nothing. */
    public static Settings unsaid(UUID member) {
        return new Settings(member, 0, null, null, DateOrder.BY_LANGUAGE, null);
    }

    /** In which the person reads; what a request or an earlier one said where nothing was chosen, and also for the country. */
    public Locale localeOr(Locale otherwise) {
        return language == null || language.getLanguage().equals(otherwise.getLanguage())
                ? otherwise
                : Languages.stored(language.toLanguageTag());
    }

    boolean saysTheSameAs(Settings other) {
        return equals(other.next(version));
    }

    Settings next(long number) {
        return new Settings(member, number, language, zone, dates, coolingOff);
    }
}
