package dev.kept.accounts.web;

import dev.kept.accounts.User;
import dev.kept.accounts.openid.OwnTokens;
import dev.kept.accounts.services.OwnChoices;
import dev.kept.http.Zones;
import dev.kept.wording.DateOrder;
import dev.kept.wording.DateStyle;
import dev.kept.wording.Messages;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * How pages of the account write times: in the zone and the order of dates of their reader's settings; where these say nothing or cannot be
 * asked, in the browser's zone, which Kept's pages leave in a cookie; else in UTC.
 */
@Component
class ReaderTimes {

    private static final String ZONE_COOKIE = "kept-zone";
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final OwnTokens tokens;
    private final OwnChoices choices;
    private final HttpServletRequest request;

    /** @param request the one that is answered, whichever it is */
    ReaderTimes(OwnTokens tokens, OwnChoices choices, HttpServletRequest request) {
        this.tokens = tokens;
        this.choices = choices;
        this.request = request;
    }

    /** Writes instants, each with the short name of its zone. */
    record Times(DateStyle style, DateTimeFormatter zoneName, ZoneId zone) {
        String at(Instant instant) {
            ZonedDateTime there = instant.atZone(zone);
            return style.at(there) + " " + zoneName.format(there);
        }
    }

    Times of(User user, Messages words) {
        Map<String, Object> settings = choices.settingsAtOnce(tokens.of(user.id()));
        ZoneId chosen = zone(settings.get("zone"));
        Cookie cookie = WebUtils.getCookie(request, ZONE_COOKIE);
        ZoneId browsers = cookie == null ? null : zone(cookie.getValue());
        DateOrder order = DateOrder.named(String.valueOf(settings.get("dates"))).orElse(DateOrder.BY_LANGUAGE);
        ZoneId zone = chosen != null ? chosen : browsers != null ? browsers : UTC;
        return new Times(new DateStyle(words.locale(), order), DateTimeFormatter.ofPattern("z", words.locale()), zone);
    }

    private static @Nullable ZoneId zone(@Nullable Object id) {
        return id instanceof String text && Zones.ids().contains(text) ? ZoneId.of(text) : null;
    }
}
