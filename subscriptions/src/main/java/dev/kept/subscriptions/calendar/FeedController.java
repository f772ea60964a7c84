package dev.kept.subscriptions.calendar;

import dev.kept.http.Expensive;
import dev.kept.http.TokenBuckets;
import dev.kept.projections.readmodels.Reading;
import dev.kept.projections.readmodels.Readings;
import dev.kept.subscriptions.calendar.Calendars.Feed;
import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.StoredSettings;
import dev.kept.wording.Messages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** What calendar programs fetch. The address is the only secret, so it must not appear in any log; see {@link #SECRET_ADDRESS}. */
@Hidden
@RestController
class FeedController {

    static final MediaType TEXT_CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    /** The attribute by which the container's access log, when it is turned on, knows what to leave out. */
    private static final String SECRET_ADDRESS = "dev.kept.secret-address";

    /** The version of the format: a change invalidates ETags. */
    private static final String FORM = "4";

    private final Calendars calendars;
    private final Dates dates;
    private final Readings readings;
    private final StoredSettings settings;
    private final PublicAddress address;
    private final Clock clock;
    private final TokenBuckets perFeed = new TokenBuckets(1.0 / 6, 20, System::nanoTime);
    private final TokenBuckets guesses = new TokenBuckets(1, 60, System::nanoTime);

    FeedController(
            Calendars calendars,
            Dates dates,
            Readings readings,
            StoredSettings settings,
            PublicAddress address,
            Clock clock) {
        this.settings = settings;
        this.calendars = calendars;
        this.dates = dates;
        this.readings = readings;
        this.address = address;
        this.clock = clock;
    }

    @Expensive
    @GetMapping("/calendars/{secret}.ics")
    @Nullable
    ResponseEntity<byte[]> fetch(@PathVariable String secret, HttpServletRequest request, WebRequest web) {
        request.setAttribute(SECRET_ADDRESS, true);
        if (guesses.isEmpty(request.getRemoteAddr())) {
            return tooMany(guesses);
        }
        Optional<Feed> known = Secrets.isOne(secret) ? calendars.withSecret(Secrets.digest(secret)) : Optional.empty();
        if (known.isEmpty()) {
            guesses.take(request.getRemoteAddr());
            return ResponseEntity.notFound().build();
        }
        Feed feed = known.get();
        if (!perFeed.take(feed.calendar().toString())) {
            return tooMany(perFeed);
        }
        Instant now = clock.instant();
        calendars.fetched(feed, now);
        Reading reading = reading(feed);
        Instant day = Dates.dayOf(now);
        String root = address.of(request);
        Settings own = settings.of(feed.member());
        Reader reader = Reader.of(own, feed.language(own));
        if (web.checkNotModified(tag(feed, reader, reading, day, root))) {
            return null;
        }
        Messages messages = Messages.of(reader.locale());
        String text = ICalendar.of(
                dates.name(reading, feed.ledger(), feed.texts(), messages),
                dates.around(day, reading, feed.texts(), root, messages),
                reader);
        return ResponseEntity.ok()
                .contentType(TEXT_CALENDAR)
                .header(HttpHeaders.CONTENT_LANGUAGE, reader.locale().toLanguageTag())
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePrivate())
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"kept.ics\"")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the member may read now. Whoever left gets an empty calendar, so that nothing stays behind in the program. */
    private Reading reading(Feed feed) {
        Reading all = readings.of(feed.member());
        return feed.ledger() == null ? all : all.only(feed.ledger());
    }

    private static ResponseEntity<byte[]> tooMany(TokenBuckets buckets) {
        return ResponseEntity.status(429)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(buckets.secondsToWait()))
                .build();
    }

    private static String tag(Feed feed, Reader reader, Reading reading, Instant day, String root) {
        StringBuilder seen = new StringBuilder(FORM)
                .append(feed.calendar())
                .append(feed.texts())
                .append(reader)
                .append(day)
                .append(root);
        reading.ledgers()
                .forEach(ledger ->
                        seen.append(';').append(ledger.ledger()).append(' ').append(ledger.head()));
        byte[] digest = Secrets.digest(seen.toString());
        return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
    }
}
